package io.recurbench.harness.plan;

import io.recurbench.api.record.Shard;
import io.recurbench.harness.experiment.Experiment;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All trials of an experiment, each checked as far as it can be without training.
 *
 * @param experiment the experiment after scale and overrides
 * @param trials in the order in which they are planned; keys are unique
 * @param notes settings that will have no effect, one line each
 * @param tasks opened data, to be used again by the run
 * @param models compiled programs, likewise
 * @param shard which part of the experiment these trials are, if they are one
 */
public record Plan(
        Experiment experiment,
        List<PlannedTrial> trials,
        List<String> notes,
        TaskStore tasks,
        Models models,
        Optional<Shard> shard) {
    /** Copies. */
    public Plan {
        trials = List.copyOf(trials);
        notes = List.copyOf(notes);
    }

    /** All trials of an experiment. */
    Plan(Experiment experiment, List<PlannedTrial> trials, List<String> notes, TaskStore tasks, Models models) {
        this(experiment, trials, notes, tasks, models, Optional.empty());
    }

    /** The same without the trials that have none of these keys. */
    public Plan only(Collection<String> keys) {
        return only(keys, shard);
    }

    /** The part of it that a shard is, by the keys of its trials. */
    public Plan only(Collection<String> keys, Optional<Shard> part) {
        Set<String> wanted = new HashSet<>(keys);
        List<PlannedTrial> kept = trials.stream()
                .filter(trial -> wanted.contains(trial.spec().key()))
                .toList();
        return new Plan(experiment, kept, notes, tasks, models, part);
    }

    /** Keys in order. */
    public List<String> keys() {
        return trials.stream().map(trial -> trial.spec().key()).toList();
    }
}
