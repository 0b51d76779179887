package io.recurbench.testkit.rule;

import io.recurbench.api.stability.Stability;
import java.util.List;
import java.util.stream.Stream;

/** The rules for cells, as {@code docs/conformance.md} lists them. */
@Stability.Experimental
public final class CellRules {
    private CellRules() {}

    /** All rules, by number. */
    public static List<Rule<CellSubject>> all() {
        return Stream.of(CellShapeRules.ALL, CellMathRules.ALL)
                .flatMap(List::stream)
                .toList();
    }
}
