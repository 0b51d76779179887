package io.recurbench.nd4j;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the time of a graph goes: one line for each kind of operation and shape. Switched on with the system property
 * {@value #PROPERTY}; it is logged when the trainer is closed.
 */
final class Profile {
    /** Set to {@code true} to have profiles logged. */
    static final String PROPERTY = "recurbench.nd4j.profile";

    private final Map<String, Timer> timers = new HashMap<>();
    private long passes;

    static boolean isOn() {
        return Boolean.getBoolean(PROPERTY);
    }

    /** Counts a pass over a batch. */
    void count() {
        passes++;
    }

    Kernel time(String label, Kernel kernel) {
        Timer timer = timers.computeIfAbsent(label, Timer::new);
        return step -> {
            long start = System.nanoTime();
            kernel.run(step);
            timer.add(System.nanoTime() - start);
        };
    }

    /** Share, calls per pass, the shortest call, what it is: a line each, the largest first. */
    String report() {
        List<Timer> used = timers.values().stream()
                .filter(timer -> timer.calls > 0)
                .sorted(Comparator.comparingLong((Timer timer) -> timer.nanos).reversed())
                .toList();
        long total = used.stream().mapToLong(timer -> timer.nanos).sum();
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%d passes%n", passes));
        for (Timer timer : used) {
            text.append(String.format(
                    Locale.ROOT,
                    "%5.1f %% %6d calls of %.1f us at least  %s%n",
                    100.0 * timer.nanos / total,
                    timer.calls / Math.max(1, passes),
                    timer.least / 1e3,
                    timer.label));
        }
        return text.toString();
    }

    private static final class Timer {
        private final String label;
        private long nanos;
        private long calls;
        private long least = Long.MAX_VALUE;

        private Timer(String label) {
            this.label = label;
        }

        private void add(long elapsed) {
            nanos += elapsed;
            calls++;
            least = Math.min(least, elapsed);
        }
    }
}
