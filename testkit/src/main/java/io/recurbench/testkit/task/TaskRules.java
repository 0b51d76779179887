package io.recurbench.testkit.task;

import io.recurbench.api.stability.Stability;
import io.recurbench.testkit.rule.Rule;
import java.util.List;
import java.util.stream.Stream;

/** The rules for tasks, as {@code docs/conformance.md} lists them. */
@Stability.Experimental
public final class TaskRules {
    private TaskRules() {}

    /** All rules, by number. */
    public static List<Rule<TaskSubject>> all() {
        return Stream.of(TaskDeclarationRules.ALL, RepetitionRules.ALL, LabelRules.ALL, SizeRules.ALL)
                .flatMap(List::stream)
                .toList();
    }
}
