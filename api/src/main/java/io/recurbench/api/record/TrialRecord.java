package io.recurbench.api.record;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One trial: what was run, how it ended, what was measured. One line of {@code results.jsonl}.
 *
 * @param schemaVersion version of this format, {@link #SCHEMA_VERSION}
 * @param key SHA-256 of the canonical configuration, in hex: the trial's identity
 * @param workKey the same without the backend: trials with the same work can be compared across backends
 * @param experiment id of the experiment it belongs to
 * @param series what the experiment varies, for grouping in reports: name to value
 * @param task the task
 * @param protocol of the task, see {@link io.recurbench.api.task.TaskSpec#protocol()}
 * @param dataDigests SHA-256 of data files
 * @param cell the cell
 * @param layers layers of the stack
 * @param embedding width of the embedding, 0 for none
 * @param backend the backend
 * @param device facts of the backend's device and library
 * @param threads host threads
 * @param training the resolved training configuration; empty for a measurement of speed
 * @param seeds seeds
 * @param parameters numbers of parameters: {@code total}, {@code trainable}, {@code recurrent} (readout not counted)
 * @param outcome how it ended
 * @param failure why it did not complete, or null
 * @param attempt from 1; a repeated trial keeps its key
 * @param started UTC, ISO 8601
 * @param ended UTC, ISO 8601
 * @param metrics numbers; the first is the task's score
 * @param curves curves
 * @param facts further facts: peak memory, how speed was measured, the update that was best
 */
public record TrialRecord(
        int schemaVersion,
        String key,
        String workKey,
        String experiment,
        Map<String, Object> series,
        PluginRef task,
        Map<String, String> protocol,
        Map<String, String> dataDigests,
        PluginRef cell,
        int layers,
        int embedding,
        PluginRef backend,
        Map<String, String> device,
        int threads,
        Map<String, Object> training,
        Seeds seeds,
        Map<String, Long> parameters,
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

    /** Copies, maps in sorted order. */
    public TrialRecord {
        series = sorted(series);
        protocol = sorted(protocol);
        dataDigests = sorted(dataDigests);
        device = sorted(device);
        training = sorted(training);
        parameters = sorted(parameters);
        metrics = List.copyOf(metrics);
        curves = List.copyOf(curves);
        facts = sorted(facts);
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

    private static <V> Map<String, V> sorted(Map<String, V> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
