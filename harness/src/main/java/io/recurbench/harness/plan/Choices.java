package io.recurbench.harness.plan;

import io.recurbench.api.Backend;
import io.recurbench.api.Cell;
import io.recurbench.api.LearningTask;
import io.recurbench.api.Options;
import io.recurbench.api.Plugin;
import io.recurbench.api.SpeedTask;
import io.recurbench.api.SpeedWorkload;
import io.recurbench.api.Task;
import io.recurbench.api.TaskData;
import io.recurbench.api.record.PluginRef;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.experiment.BackendEntry;
import io.recurbench.harness.experiment.CellEntry;
import io.recurbench.harness.experiment.TaskEntry;
import java.util.Optional;

/** The sides of a trial, each with its options resolved. */
final class Choices {
    private Choices() {}

    /** A task; its data are open unless it measures speed. */
    record OfTask(TaskEntry entry, FoundPlugin<Task> found, Options options, Optional<TaskData> data) {
        boolean isLearning() {
            return found.plugin() instanceof LearningTask;
        }

        /** What a measurement of speed runs; empty for a task to learn. */
        Optional<SpeedWorkload> workload() {
            return found.plugin() instanceof SpeedTask speed ? Optional.of(speed.workload(options)) : Optional.empty();
        }

        PluginRef ref() {
            return reference(found, options);
        }
    }

    /** A cell in a stack; {@code budget} is the text that its size was solved for, or empty. */
    record OfCell(CellEntry entry, FoundPlugin<Cell> found, Options options, int layers, int embedding, String budget) {
        PluginRef ref() {
            return reference(found, options);
        }
    }

    /** A backend. */
    record OfBackend(BackendEntry entry, FoundPlugin<Backend> found, Options options) {
        PluginRef ref() {
            return reference(found, options);
        }
    }

    private static PluginRef reference(FoundPlugin<? extends Plugin> found, Options options) {
        return new PluginRef(found.id(), found.version(), options.values());
    }
}
