package io.recurbench.api.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** {@code z = h W, h' = h + h}: who reads what, and operations in other places. */
class GraphTest {
    private static final Operation PRODUCT =
            new Operation.VectorMatrix(3, Space.SEQUENCE, 1, 0, Blocks.one(2, 3), false);
    private static final Graph GRAPH = new Graph(
            List.of(
                    new Operation.ParameterValue(0, 6, 0),
                    new Operation.StateValue(1, 2, 0),
                    new Operation.Elementwise(2, Space.STEP, 2, Function.ADD, List.of(1, 1), 0),
                    PRODUCT,
                    new Operation.Loss(4, 1, 3, 0)),
            List.of(),
            List.of(new Recurrence(0, 0, 1, 2, -1, -1)),
            3,
            4,
            List.of());

    @Test
    void readersAreOperationsAndWhatTheGraphIsFor() {
        Readers readers = new Readers(GRAPH);

        assertThat(readers.of(1)).containsExactly(2, 2, 3);
        assertThat(readers.of(4)).isEmpty();
        assertThat(readers.isSingle(1)).as("read three times").isFalse();
        assertThat(readers.isSingle(3)).as("the prediction").isFalse();
        assertThat(readers.isSingle(0)).as("an initial state").isFalse();
        assertThat(readers.isResult(2)).as("a new state").isTrue();
        assertThat(readers.isResult(1)).isFalse();
    }

    @Test
    void anOperationMovesWithWhatItReads() {
        IntUnaryOperator further = id -> id + 10;

        assertThat(PRODUCT.moved(7, Space.STEP, further))
                .isEqualTo(new Operation.VectorMatrix(7, Space.STEP, 11, 10, Blocks.one(2, 3), false));
        assertThat(GRAPH.operation(2).moved(8, Space.SEQUENCE, further))
                .isEqualTo(new Operation.Elementwise(8, Space.SEQUENCE, 2, Function.ADD, List.of(11, 11), 0));
        assertThat(GRAPH.operation(1).moved(9, Space.PARAMETERS, further))
                .as("a state stands in one space alone")
                .isEqualTo(new Operation.StateValue(9, 2, 0));
        assertThat(GRAPH.operation(4).moved(9, Space.STEP, further)).isEqualTo(new Operation.Loss(9, 1, 13, 0));
    }

    @Test
    void aRecurrenceMovesWithoutWhatIsGone() {
        Recurrence recurrence = new Recurrence(0, 1, 2, 3, 4, 5);

        assertThat(recurrence.moved(id -> id + 10)).isEqualTo(new Recurrence(0, 11, 12, 13, 14, 15));
        assertThat(recurrence.moved(id -> id == 4 || id == 2 ? -1 : id)).isEqualTo(new Recurrence(0, 1, -1, 3, -1, -1));
    }

    @Test
    void aSpaceHasItsRows() {
        assertThat(Space.values()).extracting(space -> space.rows(7, 24)).containsExactly(1L, 7L, 24L, 24L);
    }
}
