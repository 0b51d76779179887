package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;
import static io.recurbench.cpu.vector.Lanes.TILE_ROWS;

import jdk.incubator.vector.FloatVector;

/**
 * Runs register tiles down one panel of columns. Owns the scratch tile through which results go that are not whole
 * vectors of a row-major C.
 */
final class Tiles {
    private static final float[] ZEROS = new float[3 * LANES];

    private final float[] scratch = new float[8 * 3 * LANES];

    /**
     * {@code C[i][j] (+)= sum over k of a b} for m rows and {@code columns <= width} columns of one panel.
     *
     * @param vectors the panel's width in vectors
     * @param add whether to add to C rather than replace it
     */
    void panel(
            int m,
            int columns,
            int vectors,
            int k,
            float[] a,
            int a0,
            int rowStride,
            int stepStride,
            float[] b,
            int b0,
            int bStride,
            float[] c,
            int c0,
            int ldc,
            boolean add) {
        int width = vectors * LANES;
        boolean direct = columns == width;
        float[] base = add ? c : ZEROS;
        int rows;
        for (int i = 0; i < m; i += rows) {
            rows = tileRows(m - i);
            int left = a0 + i * rowStride;
            if (direct) {
                int target = c0 + i * ldc;
                tile(
                        vectors,
                        rows,
                        k,
                        a,
                        left,
                        rowStride,
                        stepStride,
                        b,
                        b0,
                        bStride,
                        base,
                        add ? target : 0,
                        add ? ldc : 0,
                        c,
                        target,
                        ldc);
            } else {
                tile(vectors, rows, k, a, left, rowStride, stepStride, b, b0, bStride, ZEROS, 0, 0, scratch, 0, width);
                store(rows, columns, width, c, c0 + i * ldc, ldc, add);
            }
        }
    }

    /** Rows of the next tile. Tiles have 8, 4 or 2 rows or one less: for 5 and 6, 4 + 1 and 4 + 2 are cheaper than 8. */
    private static int tileRows(int left) {
        if (left >= 7 && TILE_ROWS == 8) {
            return Math.min(left, 8);
        }
        return Math.min(left, 4);
    }

    private static void tile(
            int vectors,
            int rows,
            int k,
            float[] a,
            int a0,
            int rowStride,
            int stepStride,
            float[] b,
            int b0,
            int bStride,
            float[] base,
            int base0,
            int ldBase,
            float[] c,
            int c0,
            int ldc) {
        switch (vectors) {
            case 3:
                if (rows > 4) {
                    TilesThree.tile8(
                            rows, k, a, a0, rowStride, stepStride, b, b0, bStride, base, base0, ldBase, c, c0, ldc);
                } else if (rows > 2) {
                    TilesThree.tile4(
                            rows, k, a, a0, rowStride, stepStride, b, b0, bStride, base, base0, ldBase, c, c0, ldc);
                } else {
                    TilesThree.tile2(
                            rows, k, a, a0, rowStride, stepStride, b, b0, bStride, base, base0, ldBase, c, c0, ldc);
                }
                break;
            case 2:
                if (rows > 4) {
                    TilesTwo.tile8(
                            rows, k, a, a0, rowStride, stepStride, b, b0, bStride, base, base0, ldBase, c, c0, ldc);
                } else if (rows > 2) {
                    TilesTwo.tile4(
                            rows, k, a, a0, rowStride, stepStride, b, b0, bStride, base, base0, ldBase, c, c0, ldc);
                } else {
                    TilesTwo.tile2(
                            rows, k, a, a0, rowStride, stepStride, b, b0, bStride, base, base0, ldBase, c, c0, ldc);
                }
                break;
            default:
                if (rows > 4) {
                    TilesOne.tile8(
                            rows, k, a, a0, rowStride, stepStride, b, b0, bStride, base, base0, ldBase, c, c0, ldc);
                } else if (rows > 2) {
                    TilesOne.tile4(
                            rows, k, a, a0, rowStride, stepStride, b, b0, bStride, base, base0, ldBase, c, c0, ldc);
                } else {
                    TilesOne.tile2(
                            rows, k, a, a0, rowStride, stepStride, b, b0, bStride, base, base0, ldBase, c, c0, ldc);
                }
        }
    }

    /** Whole vectors, then numbers: adding one by one gives the same bits. */
    private void store(int rows, int columns, int width, float[] c, int c0, int ldc, boolean add) {
        int whole = columns & -LANES;
        for (int i = 0; i < rows; i++) {
            int from = i * width;
            int target = c0 + i * ldc;
            if (add) {
                for (int j = 0; j < whole; j += LANES) {
                    FloatVector.fromArray(SPECIES, scratch, from + j)
                            .add(FloatVector.fromArray(SPECIES, c, target + j))
                            .intoArray(c, target + j);
                }
                for (int j = whole; j < columns; j++) {
                    c[target + j] += scratch[from + j];
                }
            } else {
                System.arraycopy(scratch, from, c, target, columns);
            }
        }
    }
}
