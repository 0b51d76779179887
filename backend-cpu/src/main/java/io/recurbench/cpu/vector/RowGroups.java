package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;

import io.recurbench.cpu.kernel.BlockProduct;
import io.recurbench.cpu.kernel.Operand;
import java.util.Arrays;

/**
 * Neighbouring rows with the same matrix: a small product in register tiles, with the matrix read where it stands. Rows are
 * gathered into scratch and back. Gives the bits of {@link RowTimesMatrix}: the same sums in the same order.
 */
final class RowGroups {
    /** Rows from which the matrix is worth more than the copies. */
    private static final int SMALLEST = 4;

    private final Tiles tiles;
    private final Rows range = new Rows();
    private final Operand products = Operand.rows(new float[0], 0, 0);
    private float[] left = new float[0];
    private float[] sums = new float[0];

    RowGroups(Tiles tiles) {
        this.tiles = tiles;
    }

    /** Whether {@link #multiply} is faster than row by row, and may read whole vectors of the matrix's last row. */
    boolean pays(int from, int to, BlockProduct product) {
        int c = product.blocks().columns();
        int last = product.matrices().row(from) + (product.blocks().rows() - 1) * c;
        return to - from >= SMALLEST
                && last + Panels.vectors(c) * LANES <= product.matrices().array().length;
    }

    /** {@code y[row] (+)= x[row] M} for rows {@code [from, to)}, which have one matrix of one block. */
    void multiply(int from, int to, BlockProduct product) {
        Operand x = product.x();
        Operand m = product.matrices();
        Operand y = product.y();
        int r = product.blocks().rows();
        int c = product.blocks().columns();
        int rows = to - from;
        int vectors = Panels.vectors(c);
        int width = vectors * LANES;
        left = atLeast(left, rows * r);
        sums = atLeast(sums, rows * width);
        for (int row = from; row < to; row++) {
            System.arraycopy(x.array(), x.row(row), left, (row - from) * r, r);
        }
        tiles.tile.left(left, 0, r, 1);
        int panel;
        for (int v = 0; v < vectors; v += panel) {
            panel = Panels.width(vectors - v);
            tiles.tile.right(m.array(), m.row(from) + v * LANES, c, r);
            tiles.tile.into(sums, v * LANES, width, false);
            tiles.panel(rows, panel * LANES, panel);
        }
        products.in(sums, -from * width, width);
        if (product.accumulate()) {
            ElementLoops.add(range.set(from, to, c), products, y, y);
        } else {
            ElementLoops.copy(range.set(from, to, c), products, y);
        }
    }

    private static float[] atLeast(float[] array, int length) {
        return array.length >= length ? array : Arrays.copyOf(array, length);
    }
}
