package io.recurbench.harness.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line changes in an experiment.
 *
 * @param cells ids or labels: entries of the experiment are kept with their options, ids that it has not become entries
 *     of their own with default options; empty leaves the experiment's
 * @param tasks likewise
 * @param backends likewise
 * @param seeds number of seeds
 * @param settings path to value as typed, in the order given: {@code training.learning-rate} to {@code [1e-3, 1e-4]} (a list
 *     and a mapping are YAML), {@code cell.hidden} (every cell that has the option), {@code cell.lstm.hidden}, {@code
 *     task.length}, {@code seeds}
 */
public record Overrides(
        List<String> cells,
        List<String> tasks,
        List<String> backends,
        Optional<Integer> seeds,
        Map<String, String> settings) {
    /** Copies. */
    public Overrides {
        cells = List.copyOf(cells);
        tasks = List.copyOf(tasks);
        backends = List.copyOf(backends);
        settings = Ordered.copy(new LinkedHashMap<>(settings));
    }

    /** Nothing is changed. */
    public static Overrides none() {
        return new Overrides(List.of(), List.of(), List.of(), Optional.empty(), Map.of());
    }
}
