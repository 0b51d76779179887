package io.recurbench.suites.fsm;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.suites.common.SequenceSettings;
import io.recurbench.suites.common.SequenceTaskData;
import java.util.List;
import java.util.Map;

/**
 * The state that a random finite-state machine reaches (Ebrahimi and Memisevic, NeurIPS 2025). The transition table comes
 * from a seed of the task, not of the trial: every trial meets the same machine.
 *
 * <p>The paper says nothing of the alphabet's size; here it is the number of states unless asked otherwise. The mix of
 * letters decides how hard it is: letters that permute the states keep all of the past, letters that reset forget it
 * (Krohn and Rhodes: every machine is a cascade of these two kinds).
 */
public final class RandomFsmTask implements LearningTask {

    /** The task. */
    public RandomFsmTask() {}

    @Override
    public String id() {
        return "random-fsm";
    }

    @Override
    public String description() {
        return "State that a random finite-state machine reaches";
    }

    @Override
    public List<Option> options() {
        return SequenceSettings.optionsAfter(
                Option.integer("states", 5, 2, 1000, "states of the machine"),
                Option.integer("alphabet", 0, 0, 1000, "letters, each equally likely; 0 for as many as states"),
                Option.integer("machine-seed", 0, 0, "which machine"),
                Option.real("permutation-share", 0, 0, 1, "share of the letters that permute the states"),
                Option.real(
                        "reset-share", 0, 0, 1, "share of the letters that lead to one state; the rest is arbitrary"));
    }

    @Override
    public TaskData open(TaskRequest request) {
        Options options = request.options();
        int states = options.integer("states");
        int letters = options.integer("alphabet") == 0 ? states : options.integer("alphabet");
        int permutations = (int) Math.rint(options.real("permutation-share") * letters);
        int resets = (int) Math.rint(options.real("reset-share") * letters);
        if (permutations + resets > letters) {
            throw RecurbenchException.usage("permutation-share and reset-share together ask for " + permutations + " + "
                    + resets + " letters of an alphabet of " + letters + ": their sum must not exceed 1");
        }
        long seed = options.longInteger("machine-seed");
        StateMachine machine = StateMachine.random(states, letters, permutations, resets, seed);
        return new SequenceTaskData(
                machine,
                SequenceSettings.of(options),
                Map.of(
                        "input", "letters uniform on an alphabet of " + letters,
                        "machine",
                                states + " states, all reachable from each other; " + permutations + " permuting and "
                                        + resets + " resetting letters; seed " + seed + ", draw " + machine.draws(),
                        "target", "state reached from state 0"));
    }
}
