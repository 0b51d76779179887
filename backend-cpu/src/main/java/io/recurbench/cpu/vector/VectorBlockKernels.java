package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;

import io.recurbench.cpu.kernel.BlockKernels;
import io.recurbench.cpu.kernel.Operand;

/**
 * Products with a matrix per row. They are bound by the way of the matrices from the second or third level of the cache, which
 * neighbours with the same matrix share.
 */
final class VectorBlockKernels implements BlockKernels {
    private final MatrixTimesRow transposed = new MatrixTimesRow();
    private final RowGroups groups;
    private final OuterProducts outer;
    private float[] product = new float[0];

    VectorBlockKernels(Tiles tiles, TransposedProduct sums) {
        this.groups = new RowGroups(tiles);
        this.outer = new OuterProducts(sums);
    }

    @Override
    public void vectorMatrix(
            int from, int to, int blocks, int r, int c, Operand x, Operand matrices, Operand y, boolean accumulate) {
        if (r == 1 && c == 1) {
            diagonal(from, to, blocks, x, matrices, y, accumulate);
            return;
        }
        boolean grouped = blocks == 1 && c >= LANES;
        int row = from;
        while (row < to) {
            int matrix = matrices.row(row);
            int end = grouped ? endOfGroup(matrices, matrix, row, to) : row + 1;
            if (grouped && groups.pays(end - row, r, c, matrices.array(), matrix)) {
                groups.multiply(row, end, r, c, x, matrices.array(), matrix, y, accumulate);
                row = end;
            } else {
                for (; row < end; row++) {
                    multiply(
                            blocks,
                            r,
                            c,
                            x.array(),
                            x.row(row),
                            matrices.array(),
                            matrix,
                            y.array(),
                            y.row(row),
                            accumulate);
                }
            }
        }
    }

    private void multiply(
            int blocks, int r, int c, float[] x, int x0, float[] m, int m0, float[] y, int y0, boolean add) {
        if (c % LANES == 0 && !add) {
            RowTimesMatrix.run(blocks, r, c, x, x0, m, m0, y, y0);
            return;
        }
        int width = blocks * c;
        if (product.length < width + LANES) {
            product = new float[width + LANES];
        }
        if (RowTimesMatrix.fits(blocks, r, c, m, m0)) {
            RowTimesMatrix.run(blocks, r, c, x, x0, m, m0, product, 0);
        } else {
            RowTimesMatrix.slowly(blocks, r, c, x, x0, m, m0, product, 0);
        }
        if (add) {
            RowLoops.add(width, product, 0, y, y0);
        } else {
            System.arraycopy(product, 0, y, y0, width);
        }
    }

    private static int endOfGroup(Operand matrices, int matrix, int row, int to) {
        int end = row + 1;
        while (end < to && matrices.row(end) == matrix) {
            end++;
        }
        return end;
    }

    @Override
    public void vectorMatrixTransposed(
            int from, int to, int blocks, int r, int c, Operand x, Operand matrices, Operand y, boolean accumulate) {
        if (r == 1 && c == 1) {
            diagonal(from, to, blocks, x, matrices, y, accumulate);
            return;
        }
        for (int row = from; row < to; row++) {
            int vector = x.row(row);
            int matrix = matrices.row(row);
            int target = y.row(row);
            for (int block = 0; block < blocks; block++) {
                transposed.run(
                        r,
                        c,
                        x.array(),
                        vector + block * c,
                        matrices.array(),
                        matrix + block * r * c,
                        y.array(),
                        target + block * r,
                        accumulate);
            }
        }
    }

    private static void diagonal(
            int from, int to, int blocks, Operand x, Operand matrices, Operand y, boolean accumulate) {
        if (accumulate) {
            ArithmeticLoops.multiplyAdd(from, to, blocks, x, matrices, y, y);
        } else {
            ArithmeticLoops.multiply(from, to, blocks, x, matrices, y);
        }
    }

    @Override
    public void outerProduct(
            int from, int to, int blocks, int r, int c, Operand a, Operand b, Operand matrices, boolean accumulate) {
        if (r == 1 && c == 1) {
            diagonal(from, to, blocks, a, b, matrices, accumulate);
            return;
        }
        for (int row = from; row < to; row++) {
            OuterProducts.row(
                    blocks,
                    r,
                    c,
                    a.array(),
                    a.row(row),
                    b.array(),
                    b.row(row),
                    matrices.array(),
                    matrices.row(row),
                    accumulate);
        }
    }

    @Override
    public void outerProductSum(
            int from,
            int to,
            int blocks,
            int r,
            int c,
            Operand a,
            Operand b,
            float[] matrices,
            int offset,
            boolean accumulate) {
        outer.sum(from, to, blocks, r, c, a, b, matrices, offset, accumulate);
    }

    @Override
    public void transpose(int count, int r, int c, float[] source, int sourceOffset, float[] target, int targetOffset) {
        for (int matrix = 0; matrix < count; matrix++) {
            int in = sourceOffset + matrix * r * c;
            int out = targetOffset + matrix * r * c;
            for (int i = 0; i < r; i++) {
                for (int j = 0; j < c; j++) {
                    target[out + j * r + i] = source[in + i * c + j];
                }
            }
        }
    }
}
