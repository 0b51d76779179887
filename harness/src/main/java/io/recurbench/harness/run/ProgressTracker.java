package io.recurbench.harness.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Adds up how far a run has come. Thread-safe. */
final class ProgressTracker {
    private final int total;
    private final long startNanos = System.nanoTime();
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
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
        // Below one in a hundred an estimate would be a guess.
        Optional<Duration> remaining = share > 0.01
                ? Optional.of(Duration.ofMillis((long) (elapsed.toMillis() * (1 - share) / share)))
                : Optional.empty();
        return new RunListener.RunProgress(finished, total, share, elapsed, remaining);
    }
}
