package io.recurbench.compiler;

import io.recurbench.api.program.Blocks;
import io.recurbench.api.program.Space;

/**
 * What the orders of a contraction cost, in units of one floating-point operation of a matrix product. The batch's size
 * is not known to a program, so a nominal one is taken: 50 steps of 128 rows, as in Lizaire et al. 2024. Training costs
 * about three times a forward pass whatever the order, so forward costs are compared.
 *
 * <ul>
 *   <li>A product of a row and {@code r x c} numbers takes {@code 2 r c} operations.
 *   <li>A number that is written or read again, because it belongs to one position alone, takes {@value #TRAFFIC}: a
 *       core that multiplies 140 numbers a nanosecond moves about 9.
 *   <li>A number of a token's matrix takes {@value #CACHED}: the matrices of a vocabulary are read again and again, but
 *       row by row, not as a tiled product.
 * </ul>
 */
record ContractionCost(int vocabulary) {
    /** Rows of a nominal batch. */
    static final int NOMINAL_POSITIONS = 50 * 128;

    private static final double TRAFFIC = 16;
    private static final double CACHED = 4;

    private double rows(Space space) {
        return space.rows(vocabulary, NOMINAL_POSITIONS);
    }

    /** A row times a matrix, the result written. */
    double product(Space vector, Space matrix, Blocks blocks) {
        Space space = vector.join(matrix);
        double perNumber = switch (matrix) {
            case PARAMETERS -> 0;
            case VOCABULARY -> CACHED;
            case SEQUENCE, STEP -> TRAFFIC;
        };
        return rows(space)
                * ((2 + perNumber) * blocks.size() + TRAFFIC * (blocks.inputWidth(false) + blocks.outputWidth(false)));
    }

    /** An element-wise operation or an outer product of this width, the result written. */
    double written(Space space, int width) {
        return rows(space) * (1 + TRAFFIC) * width;
    }
}
