package io.recurbench.harness.isolation;

import io.recurbench.api.record.Failure;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in words how a process ended. */
final class Obituary {
    /** Above this an exit value is a signal, as the Java runtime and the shell count. */
    private static final int SIGNALS = 128;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(6, "SIGABRT"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(15, "SIGTERM"));

    private Obituary() {}

    /**
     * The failure of a trial whose process has ended.
     *
     * @param name the process, as it is called in a message
     * @param code its exit value
     * @param crash its crash log, if it left one
     * @param where the crash log's place in the run's folder; empty if there is none
     * @param lastWords what it said last; may be empty
     * @param output the last it printed
     */
    static Failure of(
            String name, int code, Optional<CrashLog> crash, String where, Message.Dying lastWords, String output) {
        String told = crash.isEmpty() ? null : crash.get().signal();
        String signal = told == null ? signal(code) : told;
        StringBuilder message = new StringBuilder(name);
        if (signal != null) {
            message.append(" was killed by ").append(signal);
        } else {
            message.append(" ended with exit code ").append(code < 0 ? hexadecimal(code) : Integer.toString(code));
            message.append(lastWords.reason().isEmpty() ? "" : ": " + lastWords.reason());
        }
        crash.ifPresent(log -> message.append(log.summary()));
        if (!where.isEmpty()) {
            message.append("; its crash log is ").append(where);
        } else if (code == SIGNALS + 9) {
            message.append("; if nobody did that, the system ran out of memory");
        }
        return new Failure(
                signal == null ? "exited" : "crashed", message.toString(), withOutput(lastWords.trace(), output));
    }

    /** A trace with the last output of the process below it. */
    static String withOutput(String trace, String output) {
        String last = output.isEmpty() ? "" : "last output of the process:\n" + output;
        return trace.isEmpty() || last.isEmpty() ? trace + last : trace.stripTrailing() + "\n" + last;
    }

    private static @Nullable String signal(int code) {
        int number = code - SIGNALS;
        if (number < 1 || number > 64) {
            return null;
        }
        String name = NAMES.get(number);
        return "signal " + number + (name == null ? "" : " (" + name + ")");
    }

    /** System errors of Windows are known by their hexadecimal numbers. */
    private static String hexadecimal(int code) {
        return "0x" + Integer.toHexString(code);
    }
}
