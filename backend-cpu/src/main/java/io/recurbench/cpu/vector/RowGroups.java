package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;

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
    private final Operand products = Operand.rows(new float[0], 0, 0);
    private float[] left = new float[0];
    private float[] sums = new float[0];

    RowGroups(Tiles tiles) {
        this.tiles = tiles;
    }

    /** Whether {@link #multiply} is faster than row by row, and may read whole vectors of the matrix's last row. */
    boolean pays(int rows, int r, int c, float[] matrices, int matrix) {
        return rows >= SMALLEST && matrix + (r - 1) * c + Panels.vectors(c) * LANES <= matrices.length;
    }

    /** {@code y[row] (+)= x[row] M} for rows {@code [from, to)}, M of {@code r x c} at {@code matrix}. */
    void multiply(
            int from, int to, int r, int c, Operand x, float[] matrices, int matrix, Operand y, boolean accumulate) {
        int rows = to - from;
        int vectors = Panels.vectors(c);
        int width = vectors * LANES;
        left = atLeast(left, rows * r);
        sums = atLeast(sums, rows * width);
        for (int row = from; row < to; row++) {
            System.arraycopy(x.array(), x.row(row), left, (row - from) * r, r);
        }
        int panel;
        for (int v = 0; v < vectors; v += panel) {
            panel = Panels.width(vectors - v);
            tiles.panel(
                    rows,
                    panel * LANES,
                    panel,
                    r,
                    left,
                    0,
                    r,
                    1,
                    matrices,
                    matrix + v * LANES,
                    c,
                    sums,
                    v * LANES,
                    width,
                    false);
        }
        products.in(sums, -from * width, width);
        if (accumulate) {
            ArithmeticLoops.add(from, to, c, products, y, y);
        } else {
            ArithmeticLoops.copy(from, to, c, products, y);
        }
    }

    private static float[] atLeast(float[] array, int length) {
        return array.length >= length ? array : Arrays.copyOf(array, length);
    }
}
