package io.recurbench.harness.plan;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskSpec;
import io.recurbench.harness.experiment.Grid;
import io.recurbench.harness.experiment.TrainingConfig;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is known of a training before it begins: how large its batches are, where its epochs end, how often it is
 * evaluated. What contradicts it is an error; a rule that it leaves without effect is noted.
 */
final class Foresight {
    /** Of a task that does not say how long its batches are, small ones show it, the same for every seed. */
    private static final int ROWS_DRAWN = 16;

    private static final int BATCHES_DRAWN = 4;

    private final IdentityHashMap<TaskData, Integer> longest = new IdentityHashMap<>();
    private final IdentityHashMap<TaskData, Map<Integer, Sets>> sets = new IdentityHashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();

    /** What a task has for batches of so many rows. */
    private record Sets(OptionalLong batchesPerEpoch, boolean validate, boolean test) {}

    /** Rules that have no effect, one line each. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** T x B of a measurement of speed. */
    static long positions(String task, int rows, int steps) {
        long positions = (long) rows * steps;
        if (positions > Integer.MAX_VALUE) {
            throw RecurbenchException.usage(
                    "task '" + task + "': " + rows + " sequences of " + steps + " positions are " + positions
                            + ", and a batch has at most " + Integer.MAX_VALUE + ": ask for fewer or shorter ones");
        }
        return positions;
    }

    /**
     * T x B of the largest batch.
     *
     * @throws RecurbenchException of kind USAGE if training cannot go, or never end, as it is asked for
     */
    long positions(String task, TaskData data, TrainingConfig config) {
        long positions = positions(task, config.batch(), longest.computeIfAbsent(data, Foresight::longest));
        Sets sets = setsOf(data, config.batch());
        checkEpochs(task, sets, config);
        checkSets(task, sets, config);
        checkGoal(task, data.spec(), config);
        noteRules(task, sets, config);
        return positions;
    }

    private static int longest(TaskData data) {
        return data.longestTraining().orElseGet(() -> {
            int steps = 1;
            BatchSource source = data.training(ROWS_DRAWN, 0, 0);
            for (int i = 0; i < BATCHES_DRAWN; i++) {
                Batch batch = source.next();
                steps = batch == null ? steps : Math.max(steps, batch.steps());
            }
            return steps;
        });
    }

    private Sets setsOf(TaskData data, int batch) {
        return sets.computeIfAbsent(data, d -> new HashMap<>()).computeIfAbsent(batch, rows -> sets(data, rows));
    }

    private static Sets sets(TaskData data, int rows) {
        List<EvaluationSet.Role> roles =
                data.evaluations(rows).stream().map(EvaluationSet::role).toList();
        return new Sets(
                data.batchesPerEpoch(rows),
                roles.contains(EvaluationSet.Role.VALIDATION),
                roles.contains(EvaluationSet.Role.TEST));
    }

    private static void checkEpochs(String task, Sets sets, TrainingConfig config) {
        if (sets.batchesPerEpoch().orElse(1) < 1) {
            throw RecurbenchException.usage(
                    "task '" + task + "' has no training batch of " + config.batch() + " sequences: lower 'batch'");
        }
        if (config.epochs() > 0
                && config.batchesPerEpoch() == 0
                && sets.batchesPerEpoch().isEmpty()) {
            throw RecurbenchException.usage("task '" + task
                    + "' does not say where its training data end, as a generator's never do, so nothing"
                    + " would end an epoch: set 'batches-per-epoch', or 'updates' in place of 'epochs'");
        }
    }

    private static void checkSets(String task, Sets sets, TrainingConfig config) {
        if (sets.validate()) {
            return;
        }
        if (!sets.test()) {
            throw RecurbenchException.usage(
                    "task '" + task + "' has neither a test nor a validation set: there would be" + " no score");
        }
        String rule = config.stopAtScore().isPresent()
                ? "stop-at-score"
                : config.earlyStopping().patience() > 0
                        ? "early-stopping"
                        : config.schedule().factor() < 1 ? "schedule" : "";
        if (!rule.isEmpty()) {
            throw RecurbenchException.usage("'" + rule + "' looks at the validation set, and task '" + task
                    + "' has none: leave it out for this task");
        }
    }

    private static void checkGoal(String task, TaskSpec spec, TrainingConfig config) {
        if (config.stopAtScore().isEmpty()) {
            return;
        }
        double goal = config.stopAtScore().getAsDouble();
        boolean reachable = switch (spec.score()) {
            case NORMALISED_ACCURACY -> goal <= 1;
            case BITS_PER_CHARACTER, MEAN_SQUARED_ERROR -> goal >= 0;
        };
        if (!reachable) {
            String best = spec.score() == TaskSpec.Score.NORMALISED_ACCURACY ? "1" : "0";
            throw RecurbenchException.usage(
                    "'stop-at-score' " + goal + " is never reached: the best score of task '" + task + "' is " + best);
        }
    }

    /** The most updates that a training makes; a rule may end it sooner. */
    long updates(TaskData data, TrainingConfig config) {
        return updates(setsOf(data, config.batch()), config);
    }

    private static long updates(Sets sets, TrainingConfig config) {
        return smallest(config.updates(), Grid.times(config.epochs(), epoch(sets, config)));
    }

    private static long epoch(Sets sets, TrainingConfig config) {
        return smallest(config.batchesPerEpoch(), sets.batchesPerEpoch().orElse(0));
    }

    private void noteRules(String task, Sets sets, TrainingConfig config) {
        if (!sets.validate() && config.test() == TrainingConfig.Test.BEST) {
            notes.add(
                    "task '" + task + "' has no validation set, so that no update is the best: the last one is tested");
        }
        long epoch = epoch(sets, config);
        long updates = updates(sets, config);
        long every = config.evaluateEvery() > 0
                ? config.evaluateEvery()
                : config.epochs() > 0 ? epoch : Math.max(1, config.updates() / 20);
        long evaluations = (updates + every - 1) / every;
        String known = ": on task '" + task + "' there "
                + (evaluations == 1 ? "is 1 evaluation" : "are " + evaluations + " evaluations") + " at most";
        // The last evaluation is at the end, where there is nothing left to change.
        if (config.earlyStopping().patience() > 0 && config.earlyStopping().patience() + 1L >= evaluations) {
            notes.add(
                    "early stopping with patience " + config.earlyStopping().patience() + " ends no training" + known);
        }
        if (config.schedule().factor() < 1 && config.schedule().patience() + 2L >= evaluations) {
            notes.add(
                    "the schedule with patience " + config.schedule().patience() + " lowers no learning rate" + known);
        }
        if (config.schedule().factor() < 1 && config.schedule().minimum() >= config.learningRate()) {
            notes.add("the schedule lowers no learning rate: its minimum "
                    + config.schedule().minimum() + " is not below " + config.learningRate());
        }
        if (config.evaluateEvery() > updates) {
            notes.add("'evaluate-every' " + config.evaluateEvery() + " is more than the " + updates + " updates: task '"
                    + task + "' is evaluated once, at the end");
        }
    }

    /** The smaller of two limits, of which 0 is none. */
    private static long smallest(long one, long other) {
        return one == 0 ? other : other == 0 ? one : Math.min(one, other);
    }
}
