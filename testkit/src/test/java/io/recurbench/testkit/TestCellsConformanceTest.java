package io.recurbench.testkit;

import io.recurbench.api.cell.Cell;
import io.recurbench.testkit.cell.TestCells;
import java.util.stream.Stream;

/** The kit's own cells keep the rules for cells; with it the compiler's adjoint of every operation is checked. */
class TestCellsConformanceTest extends CellConformance {
    @Override
    protected Stream<Cell> cells() {
        return TestCells.all().stream();
    }
}
