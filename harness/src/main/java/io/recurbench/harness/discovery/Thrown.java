package io.recurbench.harness.discovery;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.util.ServiceConfigurationError;

/**
 * What foreign code threw, as text. Telling it is foreign code, too: an exception whose {@code getMessage} throws, or is
 * megabytes long, is told all the same.
 *
 * @param type name of its class
 * @param message what it says; the simple name of its class if it says nothing
 * @param words class and message, and those of its causes, in a line
 * @param trace its stack trace
 */
public record Thrown(String type, String message, String words, String trace) {
    private static final int LONGEST_MESSAGE = 2000;
    private static final int LONGEST_TRACE = 20_000;
    private static final int CAUSES = 3;
    private static final String BUILT_BEFORE =
            " (it was built against another version of what it calls, and may not know an operation of this one: build it again)";

    /** Of anything. */
    public static Thrown of(Throwable error) {
        Throwable meant = unwrapped(error);
        StringBuilder words = new StringBuilder(link(meant));
        Throwable cause = cause(meant);
        for (int i = 0; i < CAUSES && cause != null; i++) {
            String link = link(cause);
            if (words.indexOf(link) < 0) {
                words.append(", caused by ").append(link);
            }
            cause = cause(cause);
        }
        String message = message(meant);
        return new Thrown(
                meant.getClass().getName(),
                message.isEmpty() ? meant.getClass().getSimpleName() : message,
                words.toString(),
                trace(meant));
    }

    /** Java's own wrappers say where something was thrown, not what. */
    private static Throwable unwrapped(Throwable error) {
        Throwable meant = error;
        for (Throwable cause = cause(meant); cause != null && isWrapper(meant); cause = cause(meant)) {
            meant = cause;
        }
        return meant;
    }

    private static boolean isWrapper(Throwable error) {
        return error instanceof ServiceConfigurationError || error instanceof InvocationTargetException;
    }

    private static String link(Throwable error) {
        String message = message(error);
        String name = error.getClass().getSimpleName();
        return (name.isEmpty() ? error.getClass().getName() : name) + (message.isEmpty() ? "" : ": " + message);
    }

    private static String message(Throwable error) {
        try {
            String message = error.getMessage();
            String told = message == null ? "" : cut(message, LONGEST_MESSAGE);
            return told + remedy(error);
        } catch (Throwable e) {
            return "";
        }
    }

    /** What to do about errors of the JVM, which does not say so. */
    private static String remedy(Throwable error) {
        if (error instanceof OutOfMemoryError) {
            return " (at a heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB: ask for smaller batches or fewer jobs, or give more with RECURBENCH_JAVA_OPTIONS=-Xmx16g)";
        }
        return isBuiltBefore(error) ? BUILT_BEFORE : "";
    }

    /** A method or a case of a switch is missing that was added since. MatchException is younger than our oldest JDK. */
    private static boolean isBuiltBefore(Throwable error) {
        return error instanceof IncompatibleClassChangeError
                || error.getClass().getName().equals("java.lang.MatchException");
    }

    private static @org.jspecify.annotations.Nullable Throwable cause(Throwable error) {
        try {
            return error.getCause();
        } catch (Throwable e) {
            return null;
        }
    }

    private static String trace(Throwable error) {
        try {
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace));
            return cut(trace.toString(), LONGEST_TRACE);
        } catch (Throwable e) {
            return error.getClass().getName() + ", whose stack trace cannot be told";
        }
    }

    private static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) + "..." : text;
    }
}
