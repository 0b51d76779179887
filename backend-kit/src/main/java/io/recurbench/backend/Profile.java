package io.recurbench.backend;

import io.recurbench.api.stability.Stability;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the time of a graph goes: one line for each kind of instruction with its share of all threads' time. Switched on
 * with a system property of the backend; {@link ProgramTrainer} logs it when it is closed.
 */
@Stability.Experimental
public final class Profile {
    private final Map<String, List<Timer>> timers = new LinkedHashMap<>();
    private long passes;

    /** A profile if the property is set to {@code true}. */
    public static Optional<Profile> ifSet(String property) {
        return Boolean.getBoolean(property) ? Optional.of(new Profile()) : Optional.empty();
    }

    /** Counts a pass over a batch. */
    public void count() {
        passes++;
    }

    /** A timer for one thread's runs of an instruction. Timers of one label stand in one line. */
    public Timer timer(String label) {
        Timer timer = new Timer();
        timers.merge(
                label,
                List.of(timer),
                (all, one) -> java.util.stream.Stream.concat(all.stream(), one.stream())
                        .toList());
        return timer;
    }

    /** Microseconds of all threads per pass, share, calls per pass, the shortest call, what it is; the largest first. */
    public String report() {
        List<Line> lines = timers.entrySet().stream()
                .map(entry -> Line.of(entry.getKey(), entry.getValue()))
                .filter(line -> line.calls > 0)
                .sorted(Comparator.comparingLong(Line::nanos).reversed())
                .toList();
        long total = Math.max(1, lines.stream().mapToLong(Line::nanos).sum());
        long count = Math.max(1, passes);
        String head =
                String.format(Locale.ROOT, "%d passes, %.0f us of all threads each%n", passes, total / 1e3 / count);
        return lines.stream()
                .map(line -> String.format(
                        Locale.ROOT,
                        "%10.0f us %5.1f %% %6d calls of %.1f us at least  %s%n",
                        line.nanos / 1e3 / count,
                        100.0 * line.nanos / total,
                        line.calls / count,
                        line.least / 1e3,
                        line.label))
                .collect(Collectors.joining("", head, ""));
    }

    private record Line(String label, long nanos, long calls, long least) {
        private static Line of(String label, List<Timer> timers) {
            return new Line(
                    label,
                    timers.stream().mapToLong(timer -> timer.nanos).sum(),
                    timers.stream().mapToLong(timer -> timer.calls).sum(),
                    timers.stream().mapToLong(timer -> timer.least).min().orElse(0));
        }
    }

    /** The time of one instruction, of one thread. */
    public static final class Timer {
        private long nanos;
        private long calls;
        private long least = Long.MAX_VALUE;

        private Timer() {}

        /** Counts a run. */
        public void add(long elapsed) {
            nanos += elapsed;
            calls++;
            least = Math.min(least, elapsed);
        }
    }
}
