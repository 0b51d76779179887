package io.recurbench.cuda;

import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.Cell;
import io.recurbench.testkit.BackendConformance;
import io.recurbench.testkit.rule.Extent;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All rules for backends, through JCuda and the software driver: in a build with two cells, one whose gates are fused and
 * one with products by token; what depends on the cell is in {@link ShippedCellsTest}. With {@code
 * -Drecurbench.conformance=cells} all rules with all cells on few sizes, with {@code full} at all sizes.
 */
class SoftwareDriverConformanceTest extends BackendConformance {
    private static final Set<String> CELLS = Set.of("gru", "2rnn");

    private final String wanted = System.getProperty("recurbench.conformance", "brief");

    @Override
    protected Backend backend() {
        return GppCompiler.backend();
    }

    /** Every value in a buffer of its own, so that an access outside of it is an error. */
    @Override
    protected Map<String, ?> options() {
        return Map.of("separate-buffers", true, "gemm", "tiled");
    }

    @Override
    protected List<Cell> cells() {
        return wanted.equals("brief")
                ? super.cells().stream()
                        .filter(cell -> CELLS.contains(cell.id()))
                        .toList()
                : super.cells();
    }

    @Override
    protected Extent extent() {
        return wanted.equals("full") ? Extent.FULL : Extent.BRIEF;
    }
}
