package io.recurbench.cli.answer;

import io.recurbench.api.RecurbenchException;
import io.recurbench.harness.discovery.PluginFailure;
import java.util.List;

/** How a command ends. Each code has one meaning. */
public final class ExitCode {
    /** All well, also where nothing was left to do. */
    public static final int OK = 0;

    /** An error of Recurbench itself. */
    public static final int INTERNAL = 1;

    /** The request is wrong; also a filter that matches nothing. */
    public static final int USAGE = 2;

    /** Some trials failed. */
    public static final int TRIALS_FAILED = 3;

    /** A result or a submission is not valid. */
    public static final int INVALID = 5;

    /** The environment or a backend is missing. */
    public static final int ENVIRONMENT = 6;

    /** A data file is not what it should be. */
    public static final int DATA = 7;

    /** A plugin does not conform. */
    public static final int CONFORMANCE = 8;

    /** Stopped by the user. */
    public static final int INTERRUPTED = 130;

    /** The table of the help text, as code and meaning. */
    public static final List<String> TABLE = List.of(
            "0:ok, also where nothing was left to do",
            "1:internal error",
            "2:usage: the request is wrong, or a filter matches nothing",
            "3:some trials failed",
            "4:confirmed regression",
            "5:invalid result or submission",
            "6:environment, file or backend missing",
            "7:a data file is not what it should be",
            "8:conformance failed",
            "129:the terminal has gone (SIGHUP)",
            "130:interrupted (Ctrl-C, SIGINT)",
            "143:told to end (SIGTERM)");

    private ExitCode() {}

    /** The code of an error. */
    public static int of(Throwable error) {
        if (error instanceof RecurbenchException known) {
            return known.kind().exitCode();
        }
        if (error instanceof PluginFailure) {
            return ENVIRONMENT;
        }
        return error instanceof OutOfMemoryError ? RecurbenchException.Kind.RESOURCE.exitCode() : INTERNAL;
    }
}
