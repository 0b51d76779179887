package io.recurbench.cpu.kernel;

/**
 * A complete set of kernels. Instances own scratch memory: every thread has one of its own.
 *
 * <p>Common rules of all families. Row ranges are {@code [from, to)}; arrays are never resized and nothing is written
 * outside the named rows and columns. No call allocates. The order in which the terms of an output are summed depends on
 * the length of the sum alone, never on how rows, columns or tiles are split among calls: any split gives the same bits.
 * NaN and infinities go through as in IEEE arithmetic. Arguments are not checked beyond the JVM's own bounds checks.
 *
 * @param name {@code scalar}, or {@code vector} with its width, for records: {@code vector-512}
 * @param lanes floats per vector; 1 for scalar
 * @param matrix products with packed matrices
 * @param blocks products with a matrix per row, block-diagonal and outer products
 * @param elements element-wise functions
 * @param rows losses, normalisation, sums
 * @param updates optimiser steps
 */
public record Kernels(
        String name,
        int lanes,
        MatrixKernels matrix,
        BlockKernels blocks,
        ElementKernels elements,
        RowKernels rows,
        UpdateKernels updates) {

    /** New kernels of plain loops. */
    public static Kernels scalar() {
        return new Kernels(
                "scalar",
                1,
                new ScalarMatrixKernels(),
                new ScalarBlockKernels(),
                new ScalarElementKernels(),
                new ScalarRowKernels(),
                new ScalarUpdateKernels());
    }
}
