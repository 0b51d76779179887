package io.recurbench.cpu.exec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Where the time of a trainer goes: one line for each instruction with its share of all threads' time. Switched on with the
 * system property {@value #PROPERTY}; it is logged when the trainer is closed.
 */
public final class Profile {
    /** Set to {@code true} to have profiles logged. */
    public static final String PROPERTY = "recurbench.cpu.profile";

    private final List<Timer> timers = new ArrayList<>();
    private long passes;

    /** An instruction's time; of one thread. */
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

    static boolean isOn() {
        return Boolean.getBoolean(PROPERTY);
    }

    /** Counts a pass over a batch. */
    void count() {
        passes++;
    }

    Instruction time(String label, Instruction instruction) {
        Timer timer = timer(label);
        return step -> {
            long start = System.nanoTime();
            instruction.run(step);
            timer.add(System.nanoTime() - start);
        };
    }

    TableInstruction time(String label, TableInstruction instruction) {
        Timer timer = timer(label);
        return new TableInstruction() {
            @Override
            public int parts() {
                return instruction.parts();
            }

            @Override
            public void run(int part) {
                long start = System.nanoTime();
                instruction.run(part);
                timer.add(System.nanoTime() - start);
            }
        };
    }

    private Timer timer(String label) {
        Timer timer = new Timer(label);
        timers.add(timer);
        return timer;
    }

    /** Microseconds of all threads per pass, share, calls per pass, the shortest call, what it is: a line each, the largest first. */
    public String report() {
        List<Timer> sums = new ArrayList<>();
        long total = 0;
        for (Timer timer : timers) {
            if (timer.calls == 0) {
                continue;
            }
            Timer sum = sums.stream()
                    .filter(other -> other.label.equals(timer.label))
                    .findFirst()
                    .orElse(null);
            if (sum == null) {
                sum = new Timer(timer.label);
                sums.add(sum);
            }
            sum.nanos += timer.nanos;
            sum.calls += timer.calls;
            sum.least = Math.min(sum.least, timer.least);
            total += timer.nanos;
        }
        sums.sort(Comparator.comparingLong((Timer timer) -> timer.nanos).reversed());
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT, "%d passes, %.0f us of all threads each%n", passes, total / 1e3 / Math.max(1, passes)));
        for (Timer sum : sums) {
            text.append(String.format(
                    Locale.ROOT,
                    "%10.0f us %5.1f %% %6d calls of %.1f us at least  %s%n",
                    sum.nanos / 1e3 / Math.max(1, passes),
                    100.0 * sum.nanos / Math.max(1, total),
                    sum.calls / Math.max(1, passes),
                    sum.least / 1e3,
                    sum.label));
        }
        return text.toString();
    }
}
