package io.recurbench.suites.fsm;

import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import java.util.List;

/** The random finite-state machine suite. */
public final class RandomFsmSuite implements Suite {

    /** The suite. */
    public RandomFsmSuite() {}

    @Override
    public String id() {
        return "random-fsm";
    }

    @Override
    public String description() {
        return "Random finite-state machines, far beyond the training length";
    }

    @Override
    public List<Task> tasks() {
        return List.of(new RandomFsmTask());
    }
}
