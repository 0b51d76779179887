package io.recurbench.testkit;

import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.service.ProgramCompiler;
import io.recurbench.api.service.Services;
import io.recurbench.api.stability.Stability;
import io.recurbench.testkit.cell.TestCells;
import io.recurbench.testkit.rule.BackendRules;
import io.recurbench.testkit.rule.BackendSubject;
import io.recurbench.testkit.rule.Extent;
import io.recurbench.testkit.rule.ModelDraw;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules for backends as JUnit tests. Extend it in a test class of yours:
 *
 * <pre>{@code
 * class MyBackendConformanceTest extends BackendConformance {
 *     protected Backend backend() { return new MyBackend(); }
 * }
 * }</pre>
 *
 * <p>Each rule is a container named by its number, each model a test in it; see {@code docs/conformance.md}. Without its
 * device a backend's tests are skipped with the reason.
 */
@Stability.Stable
public abstract class BackendConformance {

    /** For subclasses. */
    protected BackendConformance() {}

    /** The backend to examine. */
    protected abstract Backend backend();

    /** Its options by name, where they are not to have their defaults. */
    protected Map<String, ?> options() {
        return Map.of();
    }

    /** The cells to run on it: the kit's own, and all on the class path. */
    protected List<Cell> cells() {
        return Stream.concat(
                        TestCells.all().stream(),
                        ServiceLoader.load(Cell.class).stream().map(ServiceLoader.Provider::get))
                .toList();
    }

    /** How much is tried. */
    protected Extent extent() {
        return Extent.FULL;
    }

    /** Makes the programs; the compiler on the class path unless overridden. */
    protected ProgramCompiler compiler() {
        return Services.compiler();
    }

    /** What models are drawn from: a seed that a failure names, and no backend knows beforehand. */
    protected ModelDraw draw() {
        return Repetition.seed()
                .map(seed -> new ModelDraw(compiler(), seed))
                .orElseGet(() -> ModelDraw.anew(compiler()));
    }

    /** The rules. */
    @TestFactory
    DynamicNode rules() {
        BackendSubject subject = new BackendSubject(backend(), options(), cells(), draw(), extent());
        return RuleTests.of(getClass(), BackendRules.all(), subject);
    }
}
