package com.acme;

import io.recurbench.api.cell.Cell;
import io.recurbench.testkit.CellConformance;
import java.util.stream.Stream;

class MinimalGatedCellTest extends CellConformance {
    @Override
    protected Stream<Cell> cells() {
        return Stream.of(new MinimalGatedCell());
    }
}
