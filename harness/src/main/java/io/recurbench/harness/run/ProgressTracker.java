package io.recurbench.harness.run;

import io.recurbench.harness.trial.Stopwatch;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Adds up how far a run has come. Thread-safe. */
final class ProgressTracker {
    private final int total;
    private final Stopwatch watch = Stopwatch.start();
    private final Map<String, Double> running = new HashMap<>();
    private int finished;

    ProgressTracker(int total) {
        this.total = total;
    }

    synchronized RunListener.RunProgress progressed(String key, double fraction) {
        running.put(key, Double.isNaN(fraction) ? 0 : Math.min(1, fraction));
        return now();
    }

    synchronized RunListener.RunProgress finished(String key) {
        running.remove(key);
        finished++;
        return now();
    }

    private RunListener.RunProgress now() {
        double share = total == 0
                ? 1
                : (finished + running.values().stream().mapToDouble(f -> f).sum()) / total;
        Duration elapsed = watch.elapsed();
        // Below one in a hundred an estimate would be a guess.
        Optional<Duration> remaining = share > 0.01
                ? Optional.of(Duration.ofMillis((long) (TimeUnit.MILLISECONDS.convert(elapsed) * (1 - share) / share)))
                : Optional.empty();
        return new RunListener.RunProgress(finished, total, share, elapsed, remaining);
    }
}
