package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;

import io.recurbench.cpu.kernel.Operand;
import java.util.Arrays;

/**
 * {@code C[i][j] (+)= sum over rows of a_r[i] b_r[j]}: few, long sums.
 *
 * <p>Loops, from outside: chunks of C that fit the second level of the cache, blocks of rows, panels of b, register tiles.
 * Per block of rows b is packed into panels, so that a panel stays in the first level while the tiles go along a; a is
 * read where it stands unless its rows are gathered or lie so that they fall on the same few sets of the cache. Each sum is
 * taken over the rows of a block from zero, blocks are added in order: the bits depend on the rows alone.
 *
 * <p>A C that is narrower than its height is computed transposed, and one whose rows are not whole vectors in padded
 * scratch; both are copied at the end.
 */
final class TransposedProduct {
    /** Rows per block: a panel of 128 x 48 floats is half of a first-level cache of 48 KiB. */
    static final int ROW_BLOCK = 128;

    /** Columns and rows of a chunk of C, a multiple of every panel's width. */
    static final int CHUNK = 576;

    /** Rows of C from which packing b pays: below, each packed number would be used once or twice. */
    private static final int PACKED_FROM = 17;

    /** Rows of C from which reading a ahead pays (8 to 14 % at 400, none at 128). */
    private static final int TOUCHED_FROM = 192;

    private static final int FLOATS_PER_LINE = 16;

    private final Tiles tiles;
    /** Keeps the reads of {@link #touch} from being removed. */
    private int touched;

    private float[] packedA = new float[0];
    private float[] packedB = new float[0];
    private float[] padded = new float[0];

    TransposedProduct(Tiles tiles) {
        this.tiles = tiles;
    }

    void run(int m, int n, int from, int to, Operand a, Operand b, float[] c, int c0, int ldc, boolean accumulate) {
        for (int i = 0; i < m; i += CHUNK) {
            int chunkRows = Math.min(CHUNK, m - i);
            for (int j = 0; j < n; j += CHUNK) {
                int chunkColumns = Math.min(CHUNK, n - j);
                int target = c0 + i * ldc + j;
                if (5 * Panels.vectors(chunkRows) * chunkColumns < 4 * Panels.vectors(chunkColumns) * chunkRows) {
                    transposed(chunkRows, chunkColumns, from, to, a, i, b, j, c, target, ldc, accumulate);
                } else if (chunkColumns % LANES != 0) {
                    padded(chunkRows, chunkColumns, from, to, a, i, b, j, c, target, ldc, accumulate);
                } else {
                    chunk(chunkRows, chunkColumns, from, to, a, i, b, j, c, target, ldc, accumulate);
                }
            }
        }
    }

    private void transposed(
            int m,
            int n,
            int from,
            int to,
            Operand a,
            int aColumn,
            Operand b,
            int bColumn,
            float[] c,
            int c0,
            int ldc,
            boolean accumulate) {
        int width = Panels.vectors(m) * LANES;
        padded = atLeast(padded, n * width);
        if (accumulate) {
            for (int j = 0; j < n; j++) {
                for (int i = 0; i < m; i++) {
                    padded[j * width + i] = c[c0 + i * ldc + j];
                }
            }
        }
        chunk(n, m, from, to, b, bColumn, a, aColumn, padded, 0, width, accumulate);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                c[c0 + i * ldc + j] = padded[j * width + i];
            }
        }
    }

    private void padded(
            int m,
            int n,
            int from,
            int to,
            Operand a,
            int aColumn,
            Operand b,
            int bColumn,
            float[] c,
            int c0,
            int ldc,
            boolean accumulate) {
        int width = Panels.vectors(n) * LANES;
        padded = atLeast(padded, m * width);
        if (accumulate) {
            for (int i = 0; i < m; i++) {
                System.arraycopy(c, c0 + i * ldc, padded, i * width, n);
            }
        }
        chunk(m, n, from, to, a, aColumn, b, bColumn, padded, 0, width, accumulate);
        for (int i = 0; i < m; i++) {
            System.arraycopy(padded, i * width, c, c0 + i * ldc, n);
        }
    }

    /** One chunk, into rows of whole vectors. */
    private void chunk(
            int m,
            int n,
            int from,
            int to,
            Operand a,
            int aColumn,
            Operand b,
            int bColumn,
            float[] c,
            int c0,
            int ldc,
            boolean accumulate) {
        boolean packA = a.index() != null || a.stride() % 1024 == 0;
        boolean packB = b.index() != null || m >= PACKED_FROM || !wholeVectorsFit(b, bColumn, n, from, to);
        if (packA) {
            packedA = atLeast(packedA, ROW_BLOCK * Panels.vectors(m) * LANES);
        }
        if (packB) {
            packedB = atLeast(packedB, ROW_BLOCK * Panels.vectors(n) * LANES);
        }
        int begin = from;
        // At least once, so that an empty sum is zero.
        do {
            int rows = Math.max(0, Math.min(ROW_BLOCK, to - begin));
            boolean add = accumulate || begin > from;
            if (packB) {
                Packing.rows(b, bColumn, begin, rows, n, packedB);
            }
            if (packA) {
                Packing.rows(a, aColumn, begin, rows, m, packedA);
                for (int u = 0, width; u < Panels.vectors(m); u += width) {
                    width = Panels.width(Panels.vectors(m) - u);
                    panels(
                            Math.min(m - u * LANES, width * LANES),
                            n,
                            rows,
                            packedA,
                            rows * u * LANES,
                            width * LANES,
                            packB ? packedB : b.array(),
                            packB ? 0 : b.row(begin) + bColumn,
                            packB ? -1 : b.stride(),
                            c,
                            c0 + u * LANES * ldc,
                            ldc,
                            add);
                }
            } else {
                if (m >= TOUCHED_FROM) {
                    touched ^= touch(a.array(), a.row(begin) + aColumn, a.stride(), rows, m);
                }
                panels(
                        m,
                        n,
                        rows,
                        a.array(),
                        a.row(begin) + aColumn,
                        a.stride(),
                        packB ? packedB : b.array(),
                        packB ? 0 : b.row(begin) + bColumn,
                        packB ? -1 : b.stride(),
                        c,
                        c0,
                        ldc,
                        add);
            }
            begin += ROW_BLOCK;
        } while (begin < to);
    }

    /** Whether the last row of b can be read in whole vectors; what they hold beyond n goes to padding. */
    private static boolean wholeVectorsFit(Operand b, int bColumn, int n, int from, int to) {
        return b.row(Math.max(from, to - 1)) + bColumn + Panels.vectors(n) * LANES <= b.array().length;
    }

    /**
     * All panels of b for one block of rows.
     *
     * @param bStride numbers from one row of b to the next; -1 if b is packed
     */
    private void panels(
            int m,
            int n,
            int rows,
            float[] a,
            int a0,
            int aStride,
            float[] b,
            int b0,
            int bStride,
            float[] c,
            int c0,
            int ldc,
            boolean add) {
        int vectors = Panels.vectors(n);
        int width;
        for (int v = 0; v < vectors; v += width) {
            width = Panels.width(vectors - v);
            boolean packed = bStride < 0;
            tiles.panel(
                    m,
                    width * LANES,
                    width,
                    rows,
                    a,
                    a0,
                    1,
                    aStride,
                    b,
                    packed ? rows * v * LANES : b0 + v * LANES,
                    packed ? width * LANES : bStride,
                    c,
                    c0 + v * LANES,
                    ldc,
                    add);
        }
    }

    /**
     * Reads a block of a once, in the order in which it stands: tiles go down its rows, a way that the processor does not
     * foresee, and would wait for memory at every row.
     */
    private static int touch(float[] a, int a0, int stride, int rows, int m) {
        int bits = 0;
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < m; i += FLOATS_PER_LINE) {
                bits ^= Float.floatToRawIntBits(a[a0 + r * stride + i]);
            }
        }
        return bits;
    }

    private static float[] atLeast(float[] array, int length) {
        return array.length >= length ? array : Arrays.copyOf(array, length);
    }
}
