package io.recurbench.harness.plan;

import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskSpec;
import io.recurbench.harness.discovery.PluginFailure;
import io.recurbench.harness.experiment.CellEntry;
import io.recurbench.harness.experiment.Experiment;
import io.recurbench.harness.experiment.TaskEntry;
import io.recurbench.harness.experiment.TrainingConfig;
import io.recurbench.harness.experiment.TrainingGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What trials share that differ in nothing but their seed: one choice of each side, and how it trains. */
record Combination(Choices.OfTask task, Choices.OfCell cell, Choices.OfBackend backend, TrainingConfig training) {

    /** Checks that training comes to an end. */
    Combination {
        if (task.isLearning()) {
            training.requireEnd();
        }
    }

    /** All combinations of an experiment, in the order of its file. */
    static List<Combination> of(
            Experiment experiment, Choosing choosing, List<Choices.OfBackend> backends, Problems problems) {
        List<Combination> combinations = new ArrayList<>();
        for (TaskEntry taskEntry : experiment.tasks()) {
            for (Choices.OfTask task : choosing.tasks(taskEntry)) {
                for (CellEntry cellEntry : experiment.cells()) {
                    TrainingGrid training = experiment.training(taskEntry, cellEntry);
                    for (Choices.OfCell cell : choosing.cells(cellEntry, task, training.hasReadoutBias())) {
                        backends.forEach(backend -> training.unfold()
                                .forEach(given -> problems.attempt(
                                                () -> new Combination(task, cell, backend, given.get()))
                                        .ifPresent(combinations::add)));
                    }
                }
            }
        }
        return combinations;
    }

    TrialSetting.Kind kind() {
        return task.isLearning() ? TrialSetting.Kind.LEARNING : TrialSetting.Kind.SPEED;
    }

    /** What the task is, if there is something to learn. */
    Optional<TaskSpec> spec() {
        return task.data().map(TaskData::spec);
    }

    /** The settings of training that have a part in what is asked, by flat name. */
    Map<String, Object> settings() {
        return training.values(kind());
    }

    /** What is trained. */
    ModelSpec model() {
        ModelSpec model = task.model(
                cell.found().plugin(), cell.options(), cell.layers(), cell.embedding(), training.readoutBias());
        return task.isLearning() ? model.smoothed(training.labelSmoothing()) : model;
    }

    /** Throws what a side has failed with, if one has. */
    void requireSound() {
        for (Optional<PluginFailure> failure : List.of(task.failure(), cell.failure(), backend.failure())) {
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
    }
}
