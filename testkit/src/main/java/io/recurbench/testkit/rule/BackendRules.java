package io.recurbench.testkit.rule;

import io.recurbench.api.stability.Stability;
import java.util.List;
import java.util.stream.Stream;

/** The rules for backends, as {@code docs/conformance.md} lists them. */
@Stability.Experimental
public final class BackendRules {
    private BackendRules() {}

    /** All rules, by number. */
    public static List<Rule<BackendSubject>> all() {
        return Stream.of(
                        NumericRules.ALL,
                        TrainingRules.ALL,
                        StreamRules.ALL,
                        StateRules.ALL,
                        DeterminismRules.ALL,
                        RobustnessRules.ALL,
                        ContentRules.ALL)
                .flatMap(List::stream)
                .toList();
    }
}
