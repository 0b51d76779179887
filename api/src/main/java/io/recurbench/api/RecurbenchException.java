package io.recurbench.api;

import io.recurbench.api.stability.Stability;
import io.recurbench.api.text.Visible;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An error that a user can act on: what was expected, what came, what to do. The kind decides the exit code. The message is
 * one line, whatever the names in it hold: what is hidden in them is written as an escape. What takes more lines (the
 * output of a compiler, a list) is given as such.
 */
@Stability.Stable
public final class RecurbenchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** What went wrong. */
    public enum Kind {
        /** The request is wrong: an unknown name, a value out of bounds, a malformed file of the user's. */
        USAGE,
        /** A result is not valid. */
        RESULT,
        /** A backend, a device or a file that the run needs is not there. */
        ENVIRONMENT,
        /** A data file is not what it should be. */
        DATA,
        /** A limit of memory or time was met. */
        RESOURCE,
        /** A plugin does not do what it has to. */
        CONFORMANCE
    }

    /** Makes an error with the exception behind it, if there is one. */
    public RecurbenchException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, List.of(), cause);
    }

    /** Makes an error with further lines under its message, which are indented. */
    public RecurbenchException(Kind kind, String message, List<String> further, @Nullable Throwable cause) {
        super(
                Stream.concat(Stream.of(message), further.stream().map(line -> "  " + line))
                        .map(Visible::line)
                        .collect(Collectors.joining("\n")),
                cause);
        this.kind = kind;
    }

    /** The request is wrong. */
    public static RecurbenchException usage(String message) {
        return new RecurbenchException(Kind.USAGE, message, null);
    }

    /** A result is not valid. */
    public static RecurbenchException result(String message) {
        return new RecurbenchException(Kind.RESULT, message, null);
    }

    /** Something that the run needs is not there. */
    public static RecurbenchException environment(String message) {
        return new RecurbenchException(Kind.ENVIRONMENT, message, null);
    }

    /** A data file is not what it should be. */
    public static RecurbenchException data(String message) {
        return new RecurbenchException(Kind.DATA, message, null);
    }

    /** A plugin does not do what it has to. */
    public static RecurbenchException conformance(String message) {
        return new RecurbenchException(Kind.CONFORMANCE, message, null);
    }

    /** Never null, unlike that of other exceptions. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }
}
