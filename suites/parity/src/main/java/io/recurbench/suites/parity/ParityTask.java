package io.recurbench.suites.parity;

import io.recurbench.api.Option;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.suites.common.SequenceSettings;
import io.recurbench.suites.common.SequenceTaskData;
import java.util.List;
import java.util.Map;

/**
 * Is the number of ones in a string of random bits odd? The smallest task that a cell without state tracking fails:
 * modular addition with m = 2 (Ebrahimi and Memisevic, NeurIPS 2025), the group Z_2, 'parity check' of Deletang et al.,
 * ICLR 2023.
 */
public final class ParityTask implements LearningTask {

    /** The task. */
    public ParityTask() {}

    @Override
    public String id() {
        return "parity";
    }

    @Override
    public String description() {
        return "Is the number of ones in a bit string odd";
    }

    @Override
    public List<Option> options() {
        return SequenceSettings.options();
    }

    @Override
    public TaskData open(TaskRequest request) {
        return new SequenceTaskData(
                new ParityAutomaton(),
                SequenceSettings.of(request.options()),
                Map.of("input", "bits, each 0 or 1 with probability 1/2", "target", "sum of the bits mod 2"));
    }
}
