package io.recurbench.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.program.Blocks;
import io.recurbench.api.program.Function;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimplificationTest {
    private static final int N = 3;
    private final Builder b = new Builder(5);
    private final int x = b.denseInput(N);
    private final int p = b.parameter(N, 0);
    private final int number = b.parameter(1, 1);
    private final int table = b.tokenRows(b.parameter(5 * N, 2));

    @Test
    void equalOperationsAreOne() {
        assertThat(b.add(x, p)).isEqualTo(b.add(p, x));
        assertThat(b.multiply(x, p)).isEqualTo(b.multiply(p, x));
        assertThat(b.subtract(x, p)).isNotEqualTo(b.subtract(p, x));
        assertThat(b.unary(Function.TANH, x)).isEqualTo(b.unary(Function.TANH, x));
    }

    @Test
    void neutralElementsVanish() {
        assertThat(b.add(x, b.constant(N, 0))).isEqualTo(x);
        assertThat(b.add(b.constant(1, 0), x)).isEqualTo(x);
        assertThat(b.subtract(x, b.constant(N, 0))).isEqualTo(x);
        assertThat(b.multiply(x, b.constant(N, 1))).isEqualTo(x);
        assertThat(b.divide(x, b.constant(1, 1))).isEqualTo(x);
        assertThat(b.scale(1, x)).isEqualTo(x);
        assertThat(b.shift(0, x)).isEqualTo(x);
    }

    @Test
    void zeroIsContagious() {
        int zero = b.constant(N, 0);
        assertThat(b.multiply(x, zero)).isEqualTo(zero);
        assertThat(b.scale(0, x)).isEqualTo(zero);
        assertThat(b.adjoint(Function.TANH_ADJOINT, x, zero)).isEqualTo(zero);
        assertThat(b.vectorMatrix(zero, b.parameter(6, 3), Blocks.one(N, 2), false))
                .isEqualTo(b.constant(2, 0));
        assertThat(b.outerProduct(Space.PARAMETERS, x, b.constant(2, 0), Blocks.one(N, 2)))
                .isEqualTo(b.constant(6, 0));
    }

    @Test
    void negativeZeroIsZero() {
        assertThat(b.constant(N, -0.0)).isEqualTo(b.constant(N, 0.0));
    }

    @Test
    void constantsAreFolded() {
        int two = b.constant(N, 2);
        assertThat(b.add(two, b.constant(1, 3))).isEqualTo(b.constant(N, 5));
        assertThat(b.subtract(two, b.constant(N, 3))).isEqualTo(b.constant(N, -1));
        assertThat(b.multiply(b.constant(1, 3), two)).isEqualTo(b.constant(N, 6));
        assertThat(b.divide(two, b.constant(N, 4))).isEqualTo(b.constant(N, 0.5));
        assertThat(b.unary(Function.TANH, two)).isEqualTo(b.constant(N, StrictMath.tanh(2)));
        assertThat(b.maximum(two, b.constant(1, 3))).isEqualTo(b.constant(N, 3));
        assertThat(b.maximum(x, x)).isEqualTo(x);
        assertThat(b.softmax(two, 1)).isEqualTo(b.constant(N, 1.0 / N));
        assertThat(b.sumColumns(two, 1)).isEqualTo(b.constant(1, 6));
        assertThat(b.tokenRows(b.constant(5 * N, 2))).isEqualTo(two);
        assertThat(b.flatten(b.constant(N, 2))).isEqualTo(b.constant(5 * N, 2));
    }

    @Test
    void functionsOfConstantsAreRight() {
        assertThat(Function.SIGMOID.apply(800, 0, 0)).isEqualTo(1);
        assertThat(Function.SIGMOID.apply(-800, 0, 0)).isZero();
        assertThat(Function.SOFTPLUS.apply(800, 0, 0)).isEqualTo(800);
        assertThat(Function.SOFTPLUS.apply(-800, 0, 0)).isZero();
        assertThat(Function.SOFTPLUS.apply(0, 0, 0)).isCloseTo(Math.log(2), within(1e-15));
        assertThat(Function.GELU.apply(1, 0, 0)).isCloseTo(0.8411919906082768, within(1e-15));
        assertThat(Function.RELU.apply(-1, 0, 0)).isZero();
        assertThat(Function.EXP.apply(1, 0, 0)).isCloseTo(Math.E, within(1e-15));
        assertThat(Function.SIN.apply(0, 0, 0) + Function.COS.apply(0, 0, 0)).isEqualTo(1);
    }

    @Test
    void scalesAndShiftsOfOneValueAreOne() {
        assertThat(b.scale(2, b.scale(3, x))).isEqualTo(b.scale(6, x));
        assertThat(b.scale(-1, b.scale(-1, x))).isEqualTo(x);
        assertThat(b.shift(2, b.shift(-2, x))).isEqualTo(x);
        assertThat(b.add(x, x)).isEqualTo(b.scale(2, x));
        assertThat(b.add(x, b.constant(N, 2))).isEqualTo(b.shift(2, x));
        assertThat(b.multiply(x, b.constant(N, 2))).isEqualTo(b.scale(2, x));
    }

    @Test
    void signsMoveIntoSums() {
        int negative = b.scale(-1, x);
        assertThat(b.add(p, negative)).isEqualTo(b.subtract(p, x));
        assertThat(b.subtract(p, negative)).isEqualTo(b.add(p, x));
        assertThat(b.scale(-1, b.subtract(p, x))).isEqualTo(b.subtract(x, p));
        assertThat(b.add(table, b.multiply(negative, p))).isEqualTo(b.subtract(table, b.multiply(x, p)));
        assertThat(b.adjoint(Function.RELU_ADJOINT, p, negative))
                .isEqualTo(b.scale(-1, b.adjoint(Function.RELU_ADJOINT, p, x)));
        int matrix = b.parameter(6, 3);
        assertThat(b.vectorMatrix(negative, matrix, Blocks.one(N, 2), false))
                .isEqualTo(b.scale(-1, b.vectorMatrix(x, matrix, Blocks.one(N, 2), false)));
        assertThat(b.outerProduct(Space.PARAMETERS, negative, negative, Blocks.one(N, N)))
                .isEqualTo(b.outerProduct(Space.PARAMETERS, x, x, Blocks.one(N, N)));
    }

    @Test
    void numbersAreWrittenOutOnlyWhereTheirWidthIsNeeded() {
        int row = b.expand(number, N);
        assertThat(b.width(row)).isEqualTo(N);
        assertThat(b.multiply(row, x)).isEqualTo(b.multiply(number, x));
        assertThat(b.add(row, x)).isEqualTo(b.add(number, x));
        assertThat(b.sumColumns(row, 1)).isEqualTo(b.scale(N, number));
        assertThat(b.unary(Function.EXP, row)).isEqualTo(b.expand(b.unary(Function.EXP, number), N));
        assertThat(b.width(b.add(number, b.constant(N, 2)))).isEqualTo(N);
        assertThat(b.width(b.multiply(b.constant(N, 2), number))).isEqualTo(N);
        assertThat(b.slice(row, 1, 2)).isEqualTo(b.expand(number, 2));
    }

    @Test
    void numbersOfBlocksAreWrittenOutOnlyWhereTheirWidthIsNeeded() {
        int two = b.parameter(2, 1);
        int row = b.expand(two, 6);
        int wide = b.denseInput(6);
        assertThat(b.multiply(row, wide)).isEqualTo(b.multiply(two, wide));
        assertThat(b.width(b.multiply(two, wide))).isEqualTo(6);
        assertThat(b.expand(row, 12)).isEqualTo(b.expand(two, 12));
        assertThat(b.sumColumns(row, 2)).isEqualTo(b.scale(3, two));
        assertThat(b.sumColumns(row, 6)).isEqualTo(row);
        assertThat(b.sumColumns(b.expand(two, 12), 4)).isEqualTo(b.scale(3, b.expand(two, 4)));
        assertThat(b.sumColumns(row, 1)).isEqualTo(b.scale(3, b.sumColumns(two, 1)));
        assertThat(b.slice(row, 3, 3)).isEqualTo(b.expand(b.slice(two, 1, 1), 3));
        assertThat(b.get(b.slice(row, 1, 3))).isInstanceOf(Operation.Slice.class);
    }

    @Test
    void equalNumbersOfALiteralAreAConstant() {
        assertThat(b.literal(List.of(2.0, 2.0, 2.0))).isEqualTo(b.constant(N, 2));
        assertThat(b.literal(List.of(1.0, 2.0))).isEqualTo(b.literal(List.of(1.0, 2.0)));
        assertThat(b.get(b.literal(List.of(1.0, 2.0)))).isInstanceOf(Operation.Literal.class);
    }

    /** Neither a sum with zero nor a product with one: what a backend reads says what is meant. */
    @Test
    void whatIsWrittenOutIsBroadcast() {
        assertThat(b.get(b.expand(number, N))).satisfies(o -> assertBroadcast(o, number, Space.PARAMETERS));
        assertThat(b.get(b.everyPosition(table))).satisfies(o -> assertBroadcast(o, table, Space.SEQUENCE));
    }

    private static void assertBroadcast(Operation operation, int input, Space space) {
        assertThat(operation)
                .isEqualTo(new Operation.Elementwise(operation.id(), space, N, Function.BROADCAST, List.of(input), 0));
    }

    @Test
    void slicesAndConcatenationsCancel() {
        int first = b.slice(x, 0, 1);
        int rest = b.slice(x, 1, 2);
        assertThat(b.concatenate(List.of(first, rest))).isEqualTo(x);
        assertThat(b.slice(b.concatenate(List.of(p, x)), N, N)).isEqualTo(x);
        assertThat(b.slice(b.concatenate(List.of(p, x)), N + 1, 2)).isEqualTo(rest);
        assertThat(b.slice(rest, 1, 1)).isEqualTo(b.slice(x, 2, 1));
        assertThat(b.concatenate(List.of(b.concatenate(List.of(p, first)), rest)))
                .isEqualTo(b.concatenate(List.of(p, x)));
        assertThat(b.get(b.concatenate(List.of(x, b.constant(1, 0), b.constant(2, 0))))
                        .inputs())
                .containsExactly(x, b.constant(3, 0));
    }

    @Test
    void tokenRowsAndFlattenCancel() {
        assertThat(b.flatten(table)).isEqualTo(b.get(table).inputs().get(0));
        int row = b.parameter(5 * N, 4);
        assertThat(b.tokenRows(b.flatten(b.tokenRows(row)))).isEqualTo(b.tokenRows(row));
    }

    @Test
    void aOneHotRowLooksUp() {
        int matrix = b.parameter(5 * 2, 5);
        assertThat(b.vectorMatrix(b.oneHot(), matrix, Blocks.one(5, 2), false)).isEqualTo(b.tokenRows(matrix));
        assertThat(b.get(b.vectorMatrix(b.oneHot(), b.parameter(10, 6), Blocks.one(2, 5), true)))
                .isInstanceOf(Operation.VectorMatrix.class);
    }

    @Test
    void productsOfNumbersAreElementWise() {
        assertThat(b.vectorMatrix(x, p, new Blocks(N, 1, 1), false)).isEqualTo(b.multiply(x, p));
        assertThat(b.vectorMatrix(number, x, Blocks.one(1, N), false)).isEqualTo(b.multiply(number, x));
        assertThat(b.vectorMatrix(number, x, Blocks.one(N, 1), true)).isEqualTo(b.multiply(number, x));
        assertThat(b.outerProduct(Space.SEQUENCE, x, number, Blocks.one(N, 1))).isEqualTo(b.multiply(number, x));
        assertThat(b.outerProduct(Space.PARAMETERS, x, p, new Blocks(N, 1, 1)))
                .isEqualTo(b.multiply(b.sumRows(Space.PARAMETERS, x), p));
    }

    @Test
    void coarseFactorsLeaveSumsOverRows() {
        int byToken = b.sumRows(Space.VOCABULARY, x);
        assertThat(b.sumRows(Space.VOCABULARY, b.multiply(x, table))).isEqualTo(b.multiply(byToken, table));
        assertThat(b.sumRows(Space.PARAMETERS, b.scale(3, x))).isEqualTo(b.scale(3, b.sumRows(Space.PARAMETERS, x)));
        assertThat(b.get(b.sumRows(Space.PARAMETERS, b.multiply(x, table)))).isInstanceOf(Operation.SumRows.class);
    }

    @Test
    void everyOperationStandsInTheCoarsestSpaceOfItsInputs() {
        assertThat(b.space(b.add(p, number))).isEqualTo(Space.PARAMETERS);
        assertThat(b.space(b.add(p, table))).isEqualTo(Space.VOCABULARY);
        assertThat(b.space(b.add(table, x))).isEqualTo(Space.SEQUENCE);
        assertThat(b.space(b.everyPosition(table))).isEqualTo(Space.SEQUENCE);
        assertThat(b.everyPosition(x)).isEqualTo(x);
    }
}
