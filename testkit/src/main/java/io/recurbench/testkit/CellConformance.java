package io.recurbench.testkit;

import io.recurbench.api.cell.Cell;
import io.recurbench.api.service.ProgramCompiler;
import io.recurbench.api.service.Services;
import io.recurbench.api.stability.Stability;
import io.recurbench.testkit.rule.CellRules;
import io.recurbench.testkit.rule.CellSubject;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules for cells as JUnit tests. Extend it in a test class of yours:
 *
 * <pre>{@code
 * class MyCellConformanceTest extends CellConformance {
 *     protected Stream<Cell> cells() { return Stream.of(new MyCell()); }
 * }
 * }</pre>
 *
 * <p>Each rule is a container named by its number, each model a test in it; see {@code docs/conformance.md}.
 */
@Stability.Stable
public abstract class CellConformance {

    /** For subclasses. */
    protected CellConformance() {}

    /** The cells to examine. */
    protected abstract Stream<Cell> cells();

    /** Makes the programs; the compiler on the class path unless overridden. */
    protected ProgramCompiler compiler() {
        return Services.compiler();
    }

    /** The rules, for each cell. */
    @TestFactory
    Stream<DynamicNode> rules() {
        return cells().map(cell -> {
            CellSubject subject = new CellSubject(cell, compiler());
            return RuleTests.of(getClass(), CellRules.all(), subject);
        });
    }
}
