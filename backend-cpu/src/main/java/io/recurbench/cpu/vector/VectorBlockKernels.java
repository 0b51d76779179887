package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;

import io.recurbench.api.program.Blocks;
import io.recurbench.cpu.kernel.BlockKernels;
import io.recurbench.cpu.kernel.BlockProduct;
import io.recurbench.cpu.kernel.Operand;

/**
 * Products with a matrix per row. They are bound by the way of the matrices from the second or third level of the cache, which
 * neighbours with the same matrix share.
 */
final class VectorBlockKernels implements BlockKernels {
    private final MatrixTimesRow transposed = new MatrixTimesRow();
    private final RowTimesMatrix straight = new RowTimesMatrix();
    private final Rows rows = new Rows();
    private final RowGroups groups;
    private final OuterProducts outer;
    private float[] scratch = new float[0];

    VectorBlockKernels(Tiles tiles) {
        this.groups = new RowGroups(tiles);
        this.outer = new OuterProducts(new TransposedProduct(tiles));
    }

    @Override
    public void multiply(int from, int to, BlockProduct product) {
        Blocks shape = product.blocks();
        if (shape.rows() == 1 && shape.columns() == 1) {
            diagonal(from, to, product);
        } else if (product.transposed()) {
            transposed.start(product);
            for (int row = from; row < to; row++) {
                transposed.run(row, product);
            }
        } else {
            straight.start(product);
            boolean grouped = shape.count() == 1 && shape.columns() >= LANES;
            int end;
            for (int row = from; row < to; row = end) {
                end = grouped ? endOfGroup(product.matrices(), row, to) : to;
                if (grouped && groups.pays(row, end, product)) {
                    groups.multiply(row, end, product);
                } else {
                    rowByRow(row, end, product);
                }
            }
        }
    }

    private void diagonal(int from, int to, BlockProduct product) {
        Operand y = product.y();
        rows.set(from, to, product.blocks().count());
        if (product.accumulate()) {
            ElementLoops.multiplyAdd(rows, product.x(), product.matrices(), y, y);
        } else {
            ElementLoops.multiply(rows, product.x(), product.matrices(), y);
        }
    }

    private static int endOfGroup(Operand matrices, int row, int to) {
        int matrix = matrices.row(row);
        int end = row + 1;
        while (end < to && matrices.row(end) == matrix) {
            end++;
        }
        return end;
    }

    private void rowByRow(int from, int to, BlockProduct product) {
        Blocks shape = product.blocks();
        Operand y = product.y();
        int width = shape.count() * shape.columns();
        boolean direct = shape.columns() % LANES == 0 && !product.accumulate();
        if (!direct && scratch.length < width + LANES) {
            scratch = new float[width + LANES];
        }
        for (int row = from; row < to; row++) {
            if (direct) {
                straight.run(row, product, y.array(), y.row(row));
                continue;
            }
            straight.run(row, product, scratch, 0);
            if (product.accumulate()) {
                RowLoops.add(width, scratch, 0, y.array(), y.row(row));
            } else {
                System.arraycopy(scratch, 0, y.array(), y.row(row), width);
            }
        }
    }

    @Override
    public void outerProduct(int from, int to, int blocks, Operand a, Operand b, Operand matrices) {
        if (a.width() == blocks && b.width() == blocks) {
            ElementLoops.multiply(rows.set(from, to, blocks), a, b, matrices);
            return;
        }
        for (int row = from; row < to; row++) {
            OuterProducts.row(row, blocks, a, b, matrices);
        }
    }

    @Override
    public void outerProductSum(int from, int to, int blocks, Operand a, Operand b, Operand matrices) {
        outer.sum(from, to, blocks, a, b, matrices);
    }
}
