package io.recurbench.suites.parity;

import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import java.util.List;

/** The parity suite. */
public final class ParitySuite implements Suite {

    /** The suite. */
    public ParitySuite() {}

    @Override
    public String id() {
        return "parity";
    }

    @Override
    public String description() {
        return "Parity of bit strings, far beyond the training length";
    }

    @Override
    public List<Task> tasks() {
        return List.of(new ParityTask());
    }
}
