package io.recurbench.harness.experiment;

import io.recurbench.api.record.Reference;
import java.util.List;
import java.util.Map;

/**
 * What to run: tasks x cells x backends x training x seeds. The YAML form is described in {@code docs/experiments.md}.
 *
 * @param id unique name: {@code "cprnn/budget"}
 * @param title one line
 * @param description what it shows and what to expect
 * @param seeds the seeds, counted from 0
 * @param tasks tasks
 * @param cells cells
 * @param backends backends
 * @param training settings of training, where task and cell say nothing else
 * @param bestOf names of training settings of which reports take the best value, chosen on the validation set
 * @param series settings that reports group by: {@code "cell.hidden"}, {@code "task.modulus"}, {@code
 *     "training.learning-rate"}
 * @param where keeps only trials whose series has one of these values
 * @param references published values
 */
public record Experiment(
        String id,
        String title,
        String description,
        List<Integer> seeds,
        List<TaskEntry> tasks,
        List<CellEntry> cells,
        List<BackendEntry> backends,
        TrainingGrid training,
        List<String> bestOf,
        List<String> series,
        Map<String, List<Object>> where,
        List<Reference> references) {
    /** Copies. */
    public Experiment {
        seeds = List.copyOf(seeds);
        tasks = List.copyOf(tasks);
        cells = List.copyOf(cells);
        backends = List.copyOf(backends);
        bestOf = List.copyOf(bestOf);
        series = List.copyOf(series);
        where = Ordered.copy(where);
        references = List.copyOf(references);
    }

    /** The same with other references. */
    Experiment with(List<Reference> others) {
        return new Experiment(
                id, title, description, seeds, tasks, cells, backends, training, bestOf, series, where, others);
    }

    /** What is said of training for a cell on a task: the cell's word counts before the task's. */
    public TrainingGrid training(TaskEntry task, CellEntry cell) {
        return training.with(task.training()).with(cell.training());
    }

    /** This experiment as YAML without scales: reading it gives an equal experiment. */
    public String toYaml() {
        return ExperimentWriter.write(this);
    }
}
