package io.recurbench.api.record;

import io.recurbench.api.stability.Stability;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What trials share that differ in nothing but their seed, in names and values.
 *
 * @param experiment id of the experiment
 * @param series what the experiment varies, for grouping in reports: name to value
 * @param task the task
 * @param protocol of the task, see {@link io.recurbench.api.task.TaskSpec#protocol()}
 * @param dataDigests SHA-256 of data files
 * @param cell the cell
 * @param layers layers of the stack
 * @param embedding width of the embedding, 0 for none
 * @param backend the backend
 * @param training the resolved settings of training by flat name; empty for a measurement of speed
 * @param parameters numbers of parameters: {@code total}, {@code trainable}, {@code recurrent} (readout not counted)
 */
@Stability.Experimental
public record TrialSetting(
        String experiment,
        Map<String, Object> series,
        PluginRef task,
        Map<String, String> protocol,
        Map<String, String> dataDigests,
        PluginRef cell,
        int layers,
        int embedding,
        PluginRef backend,
        Map<String, Object> training,
        Map<String, Long> parameters) {

    /** The question that a trial asks. */
    public enum Kind {
        /** Does the cell learn the task? */
        LEARNING,
        /** How fast does the backend train the cell? Such a trial runs alone. */
        SPEED
    }

    /** Copies, maps in sorted order. */
    public TrialSetting {
        series = sorted(series);
        protocol = sorted(protocol);
        dataDigests = sorted(dataDigests);
        training = sorted(training);
        parameters = sorted(parameters);
    }

    /** What is asked: whatever learns has settings of training. */
    public Kind kind() {
        return training.isEmpty() ? Kind.SPEED : Kind.LEARNING;
    }

    /** What the experiment calls the task; its id if it says nothing. */
    public String taskLabel() {
        return String.valueOf(series.getOrDefault("task", task.id()));
    }

    /** What the experiment calls the cell; its id if it says nothing. */
    public String cellLabel() {
        return String.valueOf(series.getOrDefault("cell", cell.id()));
    }

    private static <V> Map<String, V> sorted(Map<String, V> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
