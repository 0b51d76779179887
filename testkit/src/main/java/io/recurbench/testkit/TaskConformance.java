package io.recurbench.testkit;

import io.recurbench.api.stability.Stability;
import io.recurbench.api.task.Task;
import io.recurbench.testkit.rule.Extent;
import io.recurbench.testkit.task.TaskRules;
import io.recurbench.testkit.task.TaskSubject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules for tasks as JUnit tests. Extend it in a test class of yours:
 *
 * <pre>{@code
 * class MyTaskConformanceTest extends TaskConformance {
 *     protected Stream<Task> tasks() { return new MySuite().tasks().stream(); }
 * }
 * }</pre>
 *
 * <p>Each rule is a container named by its number, each option that is varied a test in it; see {@code
 * docs/conformance.md}. A task whose data are not there is skipped with the reason.
 */
@Stability.Stable
public abstract class TaskConformance {

    /** For subclasses. */
    protected TaskConformance() {}

    /** The tasks to examine. */
    protected abstract Stream<? extends Task> tasks();

    /** Options of a task by name, where they are not to have their defaults. */
    protected Map<String, ?> options(Task task) {
        return Map.of();
    }

    /** Where data files are looked for. */
    protected Optional<Path> dataDirectory() {
        return Optional.empty();
    }

    /** How much is tried. */
    protected Extent extent() {
        return Extent.FULL;
    }

    /** The rules, for each task. */
    @TestFactory
    Stream<DynamicNode> rules() {
        return tasks().map(task -> {
            TaskSubject subject = new TaskSubject(task, options(task), dataDirectory(), extent());
            subject.checkOptions();
            return RuleTests.of(getClass(), TaskRules.all(), subject);
        });
    }
}
