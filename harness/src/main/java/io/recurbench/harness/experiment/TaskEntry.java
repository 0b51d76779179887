package io.recurbench.harness.experiment;

import java.util.Map;

/**
 * A task of an experiment.
 *
 * @param id id of the task
 * @param label how reports call it; the id unless the experiment says more
 * @param options given options; a list stands for each of its values in turn
 * @param training what differs from the experiment's training for this task
 * @param series values that reports group by
 */
public record TaskEntry(
        String id,
        String label,
        Map<String, Object> options,
        Map<String, Object> training,
        Map<String, Object> series) {
    /** Copies. */
    public TaskEntry {
        options = Ordered.copy(options);
        training = Ordered.copy(training);
        series = Ordered.copy(series);
    }
}
