package io.recurbench.cells;

import io.recurbench.api.cell.Cell;
import io.recurbench.testkit.CellConformance;
import java.util.ServiceLoader;
import java.util.stream.Stream;

class ShippedCellsConformanceTest extends CellConformance {
    @Override
    protected Stream<Cell> cells() {
        return ServiceLoader.load(Cell.class).stream().map(ServiceLoader.Provider::get);
    }
}
