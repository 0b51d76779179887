package io.recurbench.harness.isolation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A call of {@code System.exit} that is ending the JVM: while shutdown hooks run, the thread that made it still stands in
 * it. No Java version lets such a call be refused any more; it can only be told of.
 *
 * @param thread the thread
 * @param frames its stack, the innermost first
 */
public record ExitCall(Thread thread, List<StackTraceElement> frames) {

    /** The call; empty if the JVM is ending for another reason, a signal say. To be asked in a shutdown hook. */
    public static Optional<ExitCall> now() {
        return Thread.getAllStackTraces().entrySet().stream()
                .map(entry -> new ExitCall(entry.getKey(), Arrays.asList(entry.getValue())))
                .filter(call -> call.frames().stream().anyMatch(ExitCall::isExit))
                .findFirst();
    }

    private static boolean isExit(StackTraceElement frame) {
        return frame.getClassName().equals("java.lang.Runtime")
                && frame.getMethodName().equals("exit");
    }

    /** Who called: the first frame that is none of Java's own. */
    public String caller() {
        return frames.stream()
                .filter(frame -> !frame.getClassName().startsWith("java.lang."))
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("an unknown place");
    }

    /** As a stack trace. */
    public String trace() {
        return frames.stream().map(frame -> "\tat " + frame).collect(Collectors.joining("\n"));
    }
}
