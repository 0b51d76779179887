package io.recurbench.harness.experiment;

import java.util.List;
import java.util.Map;

/**
 * A task of an experiment.
 *
 * @param id id of the task
 * @param label how reports call it; the id unless the experiment says more
 * @param options given options as text; each of the values of one in turn
 * @param training what differs from the experiment's training for this task
 * @param series values that reports group by
 */
public record TaskEntry(
        String id, String label, Map<String, List<String>> options, TrainingGrid training, Map<String, Object> series) {
    /** Copies. */
    public TaskEntry {
        options = Ordered.copy(options);
        series = Ordered.copy(series);
    }
}
