package io.recurbench.cpu.kernel;

import io.recurbench.api.program.Blocks;
import java.util.Arrays;

/** Products with a matrix per row, in plain loops; each output is summed in the order of the inner index. */
final class ScalarBlockKernels implements BlockKernels {
    /** Rows per partial sum of {@link #outerProductSum} of one block: bounds the rounding error of long sums. */
    private static final int ROW_BLOCK = 256;

    private float[] partial = new float[0];

    @Override
    public void multiply(int from, int to, BlockProduct product) {
        Blocks shape = product.blocks();
        for (int row = from; row < to; row++) {
            int vector = product.x().row(row);
            int matrix = product.matrices().row(row);
            int target = product.y().row(row);
            for (int block = 0; block < shape.count(); block++) {
                if (product.transposed()) {
                    multiplyTransposed(product, vector, matrix, target);
                    vector += shape.columns();
                    target += shape.rows();
                } else {
                    multiply(product, vector, matrix, target);
                    vector += shape.rows();
                    target += shape.columns();
                }
                matrix += shape.rows() * shape.columns();
            }
        }
    }

    private static void multiply(BlockProduct product, int vector, int matrix, int target) {
        int c = product.blocks().columns();
        float[] x = product.x().array;
        float[] y = product.y().array;
        if (!product.accumulate()) {
            Arrays.fill(y, target, target + c, 0);
        }
        for (int i = 0; i < product.blocks().rows(); i++) {
            ScalarMatrixKernels.addRow(c, x[vector + i], product.matrices().array, matrix + i * c, y, target);
        }
    }

    private static void multiplyTransposed(BlockProduct product, int vector, int matrix, int target) {
        int c = product.blocks().columns();
        float[] x = product.x().array;
        float[] m = product.matrices().array;
        float[] y = product.y().array;
        for (int i = 0; i < product.blocks().rows(); i++) {
            float sum = 0;
            for (int j = 0; j < c; j++) {
                sum += x[vector + j] * m[matrix + i * c + j];
            }
            y[target + i] = product.accumulate() ? y[target + i] + sum : sum;
        }
    }

    @Override
    public void outerProduct(int from, int to, int blocks, Operand a, Operand b, Operand matrices) {
        int r = a.width / blocks;
        int c = b.width / blocks;
        for (int row = from; row < to; row++) {
            int target = matrices.row(row);
            Arrays.fill(matrices.array, target, target + blocks * r * c, 0);
            for (int block = 0; block < blocks; block++) {
                for (int i = 0; i < r; i++) {
                    float left = a.array[a.row(row) + block * r + i];
                    int place = target + (block * r + i) * c;
                    ScalarMatrixKernels.addRow(c, left, b.array, b.row(row) + block * c, matrices.array, place);
                }
            }
        }
    }

    @Override
    public void outerProductSum(int from, int to, int blocks, Operand a, Operand b, Operand matrices) {
        int r = a.width / blocks;
        int c = b.width / blocks;
        if (partial.length < c) {
            partial = new float[c];
        }
        int rows = blocks == 1 ? ROW_BLOCK : Math.max(1, to - from);
        for (int block = 0; block < blocks; block++) {
            for (int i = block * r; i < (block + 1) * r; i++) {
                int target = matrices.row(i);
                Arrays.fill(matrices.array, target, target + c, 0);
                for (int begin = from; begin < to; begin += rows) {
                    Arrays.fill(partial, 0, c, 0);
                    for (int row = begin; row < Math.min(to, begin + rows); row++) {
                        float left = a.array[a.row(row) + i];
                        ScalarMatrixKernels.addRow(c, left, b.array, b.row(row) + block * c, partial, 0);
                    }
                    ScalarMatrixKernels.addRow(c, 1, partial, 0, matrices.array, target);
                }
            }
        }
    }
}
