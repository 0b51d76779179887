package io.recurbench.harness.plan;

import io.recurbench.harness.experiment.Experiment;
import java.util.List;

/**
 * All trials of an experiment, each checked as far as it can be without training.
 *
 * @param experiment the experiment after scale and overrides
 * @param trials in the order in which they are planned; keys are unique
 * @param notes settings that will have no effect, one line each
 * @param tasks opened data, to be used again by the run
 * @param models compiled programs, likewise
 */
public record Plan(
        Experiment experiment, List<PlannedTrial> trials, List<String> notes, TaskStore tasks, Models models) {
    /** Copies. */
    public Plan {
        trials = List.copyOf(trials);
        notes = List.copyOf(notes);
    }

    /** Keys in order. */
    public List<String> keys() {
        return trials.stream().map(trial -> trial.spec().key()).toList();
    }
}
