package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;

import io.recurbench.cpu.kernel.Operand;
import java.util.Arrays;

/**
 * {@code C[i][j] = sum over rows of a_r[i] b_r[j]}: few, long sums.
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
    private final Operand left = Operand.rows(new float[0], 0, 0);
    private final Operand right = Operand.rows(new float[0], 0, 0);
    private final Operand target = Operand.rows(new float[0], 0, 0);
    private final Operand padded = Operand.rows(new float[0], 0, 0);
    /** Keeps the reads of {@link #touch} from being removed. */
    private int touched;

    private float[] packedA = new float[0];
    private float[] packedB = new float[0];

    TransposedProduct(Tiles tiles) {
        this.tiles = tiles;
    }

    /** The sum over rows {@code [from, to)}, into a C of as many rows as a has columns, which has no index. */
    void run(int from, int to, Operand a, Operand b, Operand c) {
        int m = a.width();
        int n = b.width();
        for (int i = 0; i < m; i += CHUNK) {
            for (int j = 0; j < n; j += CHUNK) {
                left.set(a).columns(i, Math.min(CHUNK, m - i));
                right.set(b).columns(j, Math.min(CHUNK, n - j));
                target.set(c).at(c.row(i) + j);
                chunk(from, to);
            }
        }
    }

    private void chunk(int from, int to) {
        int m = left.width();
        int n = right.width();
        if (5 * Panels.vectors(m) * n < 4 * Panels.vectors(n) * m) {
            sum(from, to, right, left, pad(n, m));
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    target.array()[target.row(i) + j] = padded.array()[padded.row(j) + i];
                }
            }
        } else if (n % LANES != 0) {
            sum(from, to, left, right, pad(m, n));
            for (int i = 0; i < m; i++) {
                System.arraycopy(padded.array(), padded.row(i), target.array(), target.row(i), n);
            }
        } else {
            sum(from, to, left, right, target);
        }
    }

    /** Scratch for rows of at least {@code columns} numbers, of whole vectors. */
    private Operand pad(int rows, int columns) {
        int width = Panels.vectors(columns) * LANES;
        return padded.in(atLeast(padded.array(), rows * width), 0, width);
    }

    /** One chunk, into rows of whole vectors. */
    private void sum(int from, int to, Operand a, Operand b, Operand c) {
        int m = a.width();
        int n = b.width();
        boolean packA = a.isIndexed() || a.stride() % 1024 == 0;
        boolean packB = b.isIndexed() || m >= PACKED_FROM || !wholeVectorsFit(b, from, to);
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
            if (packB) {
                Panels.packRows(b, begin, rows, packedB);
            }
            if (packA) {
                Panels.packRows(a, begin, rows, packedA);
            } else if (m >= TOUCHED_FROM) {
                touched ^= touch(a, begin, rows);
            }
            int height;
            for (int i = 0; i < m; i += height) {
                height = packA ? Panels.width(Panels.vectors(m - i)) * LANES : m;
                if (packA) {
                    tiles.tile.left(packedA, rows * i, 1, height);
                } else {
                    tiles.tile.left(a.array(), a.row(begin), 1, a.stride());
                }
                for (int v = 0, width; v < Panels.vectors(n); v += width) {
                    width = Panels.width(Panels.vectors(n) - v);
                    if (packB) {
                        tiles.tile.right(packedB, rows * v * LANES, width * LANES, rows);
                    } else {
                        tiles.tile.right(b.array(), b.row(begin) + v * LANES, b.stride(), rows);
                    }
                    tiles.tile.into(c.array(), c.row(i) + v * LANES, c.stride(), begin > from);
                    tiles.panel(Math.min(m - i, height), width * LANES, width);
                }
            }
            begin += ROW_BLOCK;
        } while (begin < to);
    }

    /** Whether the last row of b can be read in whole vectors; what they hold beyond its columns goes to padding. */
    private static boolean wholeVectorsFit(Operand b, int from, int to) {
        return b.row(Math.max(from, to - 1)) + Panels.vectors(b.width()) * LANES <= b.array().length;
    }

    /**
     * Reads a block of a once, in the order in which it stands: tiles go down its rows, a way that the processor does not
     * foresee, and would wait for memory at every row.
     */
    private static int touch(Operand a, int begin, int rows) {
        int bits = 0;
        for (int r = begin; r < begin + rows; r++) {
            int place = a.row(r);
            for (int i = 0; i < a.width(); i += FLOATS_PER_LINE) {
                bits ^= Float.floatToRawIntBits(a.array()[place + i]);
            }
        }
        return bits;
    }

    private static float[] atLeast(float[] array, int length) {
        return array.length >= length ? array : Arrays.copyOf(array, length);
    }
}
