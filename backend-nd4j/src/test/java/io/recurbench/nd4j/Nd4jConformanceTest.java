package io.recurbench.nd4j;

import io.recurbench.api.Backend;
import io.recurbench.api.Cell;
import io.recurbench.testkit.BackendConformance;
import io.recurbench.testkit.cell.TestCells;
import io.recurbench.testkit.rule.Extent;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every rule for backends, on few sizes of the kit's own cells, which between them hold every operation, and of four
 * shipped ones. With {@code -Drecurbench.conformance.full=true} on all sizes of all cells.
 */
class Nd4jConformanceTest extends BackendConformance {
    private static final boolean FULL = Boolean.getBoolean("recurbench.conformance.full");
    private static final Set<String> SHIPPED = Set.of("2rnn", "birnn", "gru", "lstm");

    @Override
    protected Backend backend() {
        return new Nd4jBackend();
    }

    @Override
    protected List<Cell> cells() {
        if (FULL) {
            return super.cells();
        }
        Stream<Cell> shipped = ServiceLoader.load(Cell.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(cell -> SHIPPED.contains(cell.id()));
        return Stream.concat(TestCells.all().stream(), shipped).toList();
    }

    @Override
    protected Extent extent() {
        return FULL ? Extent.FULL : Extent.BRIEF;
    }
}
