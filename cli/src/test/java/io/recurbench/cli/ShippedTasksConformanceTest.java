package io.recurbench.cli;

import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import io.recurbench.testkit.TaskConformance;
import io.recurbench.testkit.rule.Extent;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Every task of the distribution keeps the rules. */
class ShippedTasksConformanceTest extends TaskConformance {
    @Override
    protected Stream<Task> tasks() {
        return ServiceLoader.load(Suite.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(suite -> suite.tasks().stream());
    }

    @Override
    protected Map<String, ?> options(Task task) {
        return task.id().equals("text-char") ? Map.of("file", "../README.md") : Map.of();
    }

    @Override
    protected Extent extent() {
        return Extent.BRIEF;
    }
}
