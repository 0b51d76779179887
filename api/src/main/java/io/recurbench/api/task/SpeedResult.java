package io.recurbench.api.task;

import io.recurbench.api.record.Metric;
import io.recurbench.api.service.Audit;
import io.recurbench.api.stability.Stability;
import java.util.List;
import java.util.Map;

/**
 * A measurement.
 *
 * @param metrics with their raw samples; the first is the score
 * @param facts how it was measured: timed region, forks, warm-up, JVM flags of the fork
 * @param audit what was checked of the calls that were timed, as {@link Audit#after()} says it; without it no speed is
 *     published
 */
@Stability.Experimental
public record SpeedResult(List<Metric> metrics, Map<String, String> facts, String audit) {
    /** Copies. */
    public SpeedResult {
        if (audit.isBlank()) {
            throw new IllegalArgumentException(
                    "a speed needs an audit: time the calls of the Audit that Services.auditor() opens");
        }
        metrics = List.copyOf(metrics);
        facts = Map.copyOf(facts);
    }
}
