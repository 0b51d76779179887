package io.recurbench.harness.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cell of an experiment.
 *
 * @param id id of the cell
 * @param label how reports call it; the id unless the experiment says more
 * @param options given options as text; each of the values of one in turn
 * @param layers numbers of layers, each in turn
 * @param embedding widths of the embedding, each in turn; 0 for one-hot input
 * @param budget an option that follows from a number of parameters
 * @param training what differs from the experiment's training for this cell
 * @param series values that reports group by
 * @param tasks labels or ids of the tasks that it runs on; empty for all
 */
public record CellEntry(
        String id,
        String label,
        Map<String, List<String>> options,
        List<Integer> layers,
        List<Integer> embedding,
        Optional<Budget> budget,
        TrainingGrid training,
        Map<String, Object> series,
        List<String> tasks) {
    /** Copies. */
    public CellEntry {
        options = Ordered.copy(options);
        layers = List.copyOf(layers);
        embedding = List.copyOf(embedding);
        series = Ordered.copy(series);
        tasks = List.copyOf(tasks);
    }

    /** Whether the cell runs on a task. */
    public boolean runsOn(TaskEntry task) {
        return tasks.isEmpty() || tasks.contains(task.label()) || tasks.contains(task.id());
    }

    /**
     * A number of parameters, readout included, that an option is to be solved for.
     *
     * @param solve name of the option: a whole number, in which the number of parameters grows
     * @param parameters the budgets, each in turn, as text: {@code "8.25K"}, {@code "1.7M"}, {@code "111000"}
     * @param tolerance how far from the budget the nearest solution may be, relative
     */
    public record Budget(String solve, List<String> parameters, double tolerance) {
        /** Copies. */
        public Budget {
            parameters = List.copyOf(parameters);
        }
    }
}
