package io.recurbench.suites.modular;

import io.recurbench.api.Option;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.suites.common.SequenceSettings;
import io.recurbench.suites.common.SequenceTaskData;
import java.util.List;
import java.util.Map;

/**
 * The sum mod m of uniformly drawn numbers: the cyclic group Z_m (Ebrahimi and Memisevic, 'Revisiting Bi-Linear State
 * Transitions in RNNs', NeurIPS 2025).
 */
public final class ModularAdditionTask implements LearningTask {

    /** The task. */
    public ModularAdditionTask() {}

    @Override
    public String id() {
        return "modular-addition";
    }

    @Override
    public String description() {
        return "Sum of numbers mod m";
    }

    @Override
    public List<Option> options() {
        return SequenceSettings.optionsAfter(
                Option.integer("m", 5, 2, 1000, "the modulus; numbers are 0 .. m - 1, each equally likely"));
    }

    @Override
    public TaskData open(TaskRequest request) {
        int modulus = request.options().integer("m");
        return new SequenceTaskData(
                new ModularAddition(modulus),
                SequenceSettings.of(request.options()),
                Map.of("input", "numbers uniform on 0.." + (modulus - 1), "target", "sum mod " + modulus));
    }
}
