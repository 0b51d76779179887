package io.recurbench.suites.throughput;

import io.recurbench.api.Suite;
import io.recurbench.api.Task;
import java.util.List;

/** How fast a backend trains a cell. */
public final class ThroughputSuite implements Suite {

    @Override
    public String id() {
        return "throughput";
    }

    @Override
    public String description() {
        return "time of a training step for cell, backend and size, measured by JMH in forked JVMs";
    }

    @Override
    public List<Task> tasks() {
        return List.of(new TrainingStepTask());
    }
}
