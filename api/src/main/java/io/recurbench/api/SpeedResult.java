package io.recurbench.api;

import io.recurbench.api.record.Metric;
import java.util.List;
import java.util.Map;

/**
 * A measurement.
 *
 * @param metrics with their raw samples; the first is the score
 * @param facts how it was measured: timed region, forks, warm-up, JVM flags of the fork
 */
public record SpeedResult(List<Metric> metrics, Map<String, String> facts) {
    /** Copies. */
    public SpeedResult {
        metrics = List.copyOf(metrics);
        facts = Map.copyOf(facts);
    }
}
