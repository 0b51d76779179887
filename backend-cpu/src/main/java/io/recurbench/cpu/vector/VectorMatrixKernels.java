package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;

import io.recurbench.cpu.kernel.MatrixKernels;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.kernel.PackedMatrix;

/**
 * Matrix products from register tiles of up to 8 rows x 3 vectors.
 *
 * <p>Loops of {@link #multiply}, from outside: blocks of k, panels of B, tiles of rows. While the tiles go down the rows, the
 * panel's block ({@code K_BLOCK x 3} vectors) stays in the first or second level of the cache and the rows of A pass by.
 */
final class VectorMatrixKernels implements MatrixKernels {
    /** Longest sum that is kept in registers before it is added to C. */
    static final int K_BLOCK = 512;

    private final Tiles tiles;

    VectorMatrixKernels(Tiles tiles) {
        this.tiles = tiles;
    }

    @Override
    public PackedMatrix packed(int k, int n) {
        int width = Math.multiplyExact(Panels.vectors(n), LANES);
        return new PackedMatrix(k, n, new float[Math.multiplyExact(k, width)]);
    }

    @Override
    public void pack(Operand source, boolean transposed, PackedMatrix target) {
        int vectors = Panels.vectors(target.n());
        int width;
        for (int v = 0; v < vectors; v += width) {
            width = Panels.width(vectors - v);
            if (transposed) {
                Panels.packTransposed(source, v, width, target);
            } else {
                Panels.pack(source, v, width, target);
            }
        }
    }

    @Override
    public void multiply(int from, int to, Operand a, PackedMatrix b, Operand c, boolean accumulate) {
        int k = b.k();
        int vectors = Panels.vectors(b.n());
        Tile tile = tiles.tile;
        // At least once, so that an empty sum is zero.
        int start = 0;
        do {
            int depth = Math.min(K_BLOCK, k - start);
            int width;
            for (int v = 0; v < vectors; v += width) {
                width = Panels.width(vectors - v);
                tile.left(a.array(), a.row(from) + start, a.stride(), 1);
                tile.right(b.array(), (k * v + start * width) * LANES, width * LANES, depth);
                tile.into(c.array(), c.row(from) + v * LANES, c.stride(), accumulate || start > 0);
                tiles.panel(to - from, Math.min(b.n() - v * LANES, width * LANES), width);
            }
            start += K_BLOCK;
        } while (start < k);
    }
}
