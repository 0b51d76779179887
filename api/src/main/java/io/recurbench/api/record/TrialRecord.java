package io.recurbench.api.record;

import io.recurbench.api.stability.Stability;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One trial: what was run, how it ended, what was measured. One line of {@code results.jsonl}, where all fields stand
 * side by side, those of the specification and its setting too.
 *
 * @param schemaVersion version of this format, {@link #SCHEMA_VERSION}
 * @param method version of the way in which it was trained or measured, see {@link #METHOD}
 * @param spec what was run
 * @param device facts of the backend's device and library
 * @param threads host threads
 * @param outcome how it ended
 * @param failure why it did not complete, or null
 * @param attempt from 1; a repeated trial keeps its key
 * @param started UTC, ISO 8601
 * @param ended UTC, ISO 8601
 * @param metrics numbers; the first is the task's score
 * @param curves curves
 * @param facts further facts: peak memory, how speed was measured, the update that was best
 */
@Stability.Experimental
public record TrialRecord(
        int schemaVersion,
        int method,
        TrialSpec spec,
        Map<String, String> device,
        int threads,
        Outcome outcome,
        @Nullable Failure failure,
        int attempt,
        String started,
        String ended,
        List<Metric> metrics,
        List<Curve> curves,
        Map<String, String> facts) {

    /** The version of the format that this code writes. */
    public static final int SCHEMA_VERSION = 1;

    /** The method of records that do not name theirs. */
    public static final int FIRST_METHOD = 1;

    /**
     * The method of this code. Raised when the way of training or measuring changes so that figures are no longer
     * comparable; {@code docs/measuring.md} says what each version is. Comparisons and boards never mix two.
     */
    public static final int METHOD = 1;

    /** Copies, maps in sorted order. */
    public TrialRecord {
        device = Collections.unmodifiableMap(new TreeMap<>(device));
        metrics = List.copyOf(metrics);
        curves = List.copyOf(curves);
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    /** The trial's identity. */
    public String key() {
        return spec.key();
    }

    /** What was run, but for the seed. */
    public TrialSetting setting() {
        return spec.setting();
    }

    /** The metric of this name. */
    public Optional<Metric> metric(String name) {
        return metrics.stream().filter(m -> m.name().equals(name)).findFirst();
    }

    /** The curve of this name. */
    public Optional<Curve> curve(String name) {
        return curves.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /** The task's score: the first metric. */
    public Optional<Metric> score() {
        return metrics.stream().findFirst();
    }
}
