package io.recurbench.suites.throughput;

import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

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

    @Override
    public List<URL> experiments() {
        return Stream.of("throughput", "throughput-sweep")
                .map(name -> Objects.requireNonNull(
                        ThroughputSuite.class.getResource(name + ".yaml"), () -> name + ".yaml is not in the jar"))
                .toList();
    }
}
