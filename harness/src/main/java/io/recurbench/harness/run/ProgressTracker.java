package io.recurbench.harness.run;

import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Adds up how far a run has come. Thread-safe. */
final class ProgressTracker {
    /** Between two looks at all that is left. */
    private static final long OFTEN = 500_000_000;

    private final int total;
    private final LongSupplier clock;
    private final long started;
    private final TimeLeft timeLeft;
    private final Map<String, TrialPace> running = new LinkedHashMap<>();
    private int finished;
    private long looked;
    private Optional<Duration> remaining = Optional.empty();

    /**
     * A tracker.
     *
     * @param clock nanoseconds
     */
    ProgressTracker(List<Execution.Todo> todo, RunOptions options, LongSupplier clock) {
        this.total = todo.size();
        this.clock = clock;
        this.started = clock.getAsLong();
        this.timeLeft = new TimeLeft(todo, options);
    }

    synchronized void started(TrialSpec spec) {
        running.put(spec.key(), new TrialPace(clock.getAsLong()));
        timeLeft.started(spec.key());
    }

    synchronized RunListener.RunProgress progressed(TrialSpec spec, double fraction) {
        long now = clock.getAsLong();
        TrialPace pace = running.get(spec.key());
        if (pace != null) {
            pace.progressed(now, fraction);
        }
        return progress(now, now - looked >= OFTEN);
    }

    synchronized void evaluated(TrialSpec spec) {
        TrialPace pace = running.get(spec.key());
        if (pace != null) {
            pace.evaluated(clock.getAsLong());
        }
    }

    synchronized RunListener.RunProgress finished(TrialRecord record) {
        long now = clock.getAsLong();
        TrialPace pace = running.remove(record.key());
        if (pace != null && record.outcome() == Outcome.COMPLETED) {
            timeLeft.completed(record.key(), pace.elapsed(now));
        }
        finished++;
        return progress(now, true);
    }

    private RunListener.RunProgress progress(long now, boolean look) {
        if (look) {
            looked = now;
            double left = timeLeft.of(running, now);
            remaining = Double.isNaN(left) ? Optional.empty() : Optional.of(Duration.ofNanos((long) left));
        }
        double parts =
                running.values().stream().mapToDouble(TrialPace::fraction).sum();
        double share = total == 0 ? 1 : (finished + parts) / total;
        return new RunListener.RunProgress(finished, total, share, Duration.ofNanos(now - started), remaining);
    }
}
