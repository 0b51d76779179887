package io.recurbench.harness.plan;

import io.recurbench.api.Options;
import io.recurbench.api.Plugin;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.record.PluginRef;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.SpeedWorkload;
import io.recurbench.api.task.Task;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskSpec;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginFailure;
import io.recurbench.harness.experiment.CellEntry;
import io.recurbench.harness.experiment.TaskEntry;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The sides of a trial, each with its options resolved; of a plugin that has failed, with the failure. */
final class Choices {
    private Choices() {}

    /**
     * A task.
     *
     * @param data of a task to learn, open
     * @param workload what a measurement of speed runs
     * @param failure why it has neither
     */
    record OfTask(
            TaskEntry entry,
            FoundPlugin<Task> found,
            Options options,
            Optional<TaskData> data,
            Optional<SpeedWorkload> workload,
            Optional<PluginFailure> failure) {
        boolean isLearning() {
            return found.plugin() instanceof LearningTask;
        }

        /** The model of a cell on it; only for a task without failure. */
        ModelSpec model(Cell cell, Options cellOptions, int layers, int embedding, boolean readoutBias) {
            if (workload.isPresent()) {
                return workload.get().model(cell, cellOptions, layers);
            }
            TaskSpec spec = data.orElseThrow().spec();
            return new ModelSpec(cell, cellOptions, layers, spec.input(), embedding, spec.output(), readoutBias);
        }

        PluginRef ref() {
            return reference(found, options);
        }
    }

    /**
     * A cell in a stack.
     *
     * @param budget the text that its size was solved for, or empty
     * @param failure why it was not
     */
    record OfCell(
            CellEntry entry,
            FoundPlugin<Cell> found,
            Options options,
            int layers,
            int embedding,
            String budget,
            Optional<PluginFailure> failure) {
        PluginRef ref() {
            PluginRef reference = reference(found, options);
            if (failure.isEmpty() || budget.isEmpty()) {
                return reference;
            }
            // What was to be solved is not known, and trials of two budgets are two.
            Map<String, Object> unsolved = new TreeMap<>(reference.options());
            entry.budget().ifPresent(wanted -> unsolved.put(wanted.solve(), "unsolved for " + budget));
            return new PluginRef(reference.id(), reference.version(), unsolved);
        }
    }

    /**
     * A backend.
     *
     * @param failure why it cannot say whether it is available
     */
    record OfBackend(FoundPlugin<Backend> found, Options options, Optional<PluginFailure> failure) {
        PluginRef ref() {
            return reference(found, options);
        }
    }

    private static PluginRef reference(FoundPlugin<? extends Plugin> found, Options options) {
        return new PluginRef(found.id(), found.version(), options.identity());
    }
}
