package io.recurbench.testkit.rule;

import io.recurbench.api.stability.Stability;
import java.util.List;
import java.util.stream.Stream;

/** The rules for cells, as {@code docs/conformance.md} lists them. */
@Stability.Experimental
public final class CellRules {
    private CellRules() {}

    /** All rules, in the order in which they are tried: what explains others comes before them. */
    public static List<Rule<CellSubject>> all() {
        return Stream.of(CellShapeRules.ALL, CellMathRules.ALL)
                .flatMap(List::stream)
                .toList();
    }
}
