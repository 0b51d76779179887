package io.recurbench.cuda;

import io.recurbench.api.Backend;
import io.recurbench.api.Cell;
import io.recurbench.testkit.BackendConformance;
import io.recurbench.testkit.rule.Extent;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * All rules for backends, through JCuda and the software driver, with two cells: one whose gates are fused and one with
 * products by token. What depends on the cell is in {@link ShippedCellsTest}; the GPU runs all rules with all cells.
 */
class SoftwareDriverConformanceTest extends BackendConformance {
    private static final Set<String> CELLS = Set.of("gru", "2rnn");

    @Override
    protected Backend backend() {
        return GppCompiler.backend();
    }

    /** Every value in a buffer of its own, so that an access outside of it is an error. */
    @Override
    protected Map<String, ?> options() {
        return Map.of("separate-buffers", true);
    }

    @Override
    protected List<Cell> cells() {
        return ServiceLoader.load(Cell.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(cell -> CELLS.contains(cell.id()))
                .toList();
    }

    @Override
    protected Extent extent() {
        return Extent.BRIEF;
    }
}
