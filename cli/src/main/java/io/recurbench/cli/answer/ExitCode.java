package io.recurbench.cli.answer;

import io.recurbench.api.RecurbenchException;
import io.recurbench.harness.discovery.PluginFailure;

/** How a command ends: the one table of exit codes. Each has one meaning. */
public enum ExitCode {
    /** All well. */
    OK(0, "ok", "ok, also where nothing was left to do"),
    /** An error of Recurbench itself. */
    INTERNAL(1, "internal", "internal error"),
    /** The request is wrong. */
    USAGE(2, "usage", "usage: the request is wrong, or a filter matches nothing"),
    /** Trials have no result. */
    TRIALS_FAILED(3, "trials", "some trials failed"),
    /** A comparison found something worse, or slower, and no chance. */
    REGRESSION(4, "regression", "confirmed regression"),
    /** A result is not valid. */
    INVALID(5, "result", "invalid result or submission"),
    /** What the command needs is not there. */
    ENVIRONMENT(6, "environment", "environment, file or backend missing"),
    /** Data are not what they should be. */
    DATA(7, "data", "a data file is not what it should be"),
    /** A plugin does not do what it has to. */
    CONFORMANCE(8, "conformance", "conformance failed"),
    /** What was asked for takes more than there is. */
    RESOURCE(9, "resource", "a limit of memory or time was met"),
    /** The JVM's own code. */
    HANGUP(129, "hangup", "the terminal has gone (SIGHUP)"),
    /** Stopped by the user. */
    INTERRUPTED(130, "interrupted", "interrupted (Ctrl-C, SIGINT)"),
    /** The JVM's own code. */
    TERMINATED(143, "terminated", "told to end (SIGTERM)");

    private final int number;
    private final String kind;
    private final String meaning;

    ExitCode(int number, String kind, String meaning) {
        this.number = number;
        this.kind = kind;
        this.meaning = meaning;
    }

    /** What the process ends with. */
    public int number() {
        return number;
    }

    /** What {@code --json} calls it. */
    public String kind() {
        return kind;
    }

    /** For people. */
    public String meaning() {
        return meaning;
    }

    /** The code of an error. */
    public static ExitCode of(Throwable error) {
        if (error instanceof RecurbenchException known) {
            return of(known.kind());
        }
        if (error instanceof PluginFailure) {
            return error.getCause() instanceof RecurbenchException known ? of(known.kind()) : ENVIRONMENT;
        }
        return error instanceof OutOfMemoryError ? RESOURCE : INTERNAL;
    }

    private static ExitCode of(RecurbenchException.Kind kind) {
        return switch (kind) {
            case USAGE -> USAGE;
            case RESULT -> INVALID;
            case ENVIRONMENT -> ENVIRONMENT;
            case DATA -> DATA;
            case RESOURCE -> RESOURCE;
            case CONFORMANCE -> CONFORMANCE;
        };
    }
}
