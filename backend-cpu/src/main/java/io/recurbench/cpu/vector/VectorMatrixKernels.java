package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;

import io.recurbench.cpu.kernel.MatrixKernels;
import io.recurbench.cpu.kernel.Operand;

/**
 * Matrix products from register tiles of up to 8 rows x 3 vectors.
 *
 * <p>Loops of {@link #gemm}, from outside: blocks of k, panels of B, tiles of rows. While the tiles go down the rows, the
 * panel's block ({@code K_BLOCK x 3} vectors) stays in the first or second level of the cache and the rows of A pass by.
 * For {@link #gemmTransposedA} see {@link TransposedProduct}.
 */
final class VectorMatrixKernels implements MatrixKernels {
    /** Longest sum that is kept in registers before it is added to C. */
    static final int K_BLOCK = 512;

    private final Tiles tiles;
    private final TransposedProduct transposed;

    VectorMatrixKernels(Tiles tiles, TransposedProduct transposed) {
        this.tiles = tiles;
        this.transposed = transposed;
    }

    @Override
    public int packedSize(int k, int n) {
        return Math.multiplyExact(k, Math.multiplyExact(Panels.vectors(n), LANES));
    }

    @Override
    public void pack(
            float[] source, int offset, int ld, int k, int n, boolean transposed, float[] packed, int packedOffset) {
        int vectors = Panels.vectors(n);
        int width;
        for (int v = 0; v < vectors; v += width) {
            width = Panels.width(vectors - v);
            int columns = Math.min(n - v * LANES, width * LANES);
            int target = packedOffset + k * v * LANES;
            if (transposed) {
                Packing.transposedPanel(source, offset + v * LANES * ld, ld, k, columns, width * LANES, packed, target);
            } else {
                Packing.panel(source, offset + v * LANES, ld, k, columns, width * LANES, packed, target);
            }
        }
    }

    @Override
    public void gemm(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int lda,
            float[] packed,
            int packedOffset,
            float[] c,
            int cOffset,
            int ldc,
            boolean accumulate) {
        int vectors = Panels.vectors(n);
        // At least once, so that an empty sum is zero.
        int start = 0;
        do {
            int depth = Math.min(K_BLOCK, k - start);
            int width;
            for (int v = 0; v < vectors; v += width) {
                width = Panels.width(vectors - v);
                tiles.panel(
                        m,
                        Math.min(n - v * LANES, width * LANES),
                        width,
                        depth,
                        a,
                        aOffset + start,
                        lda,
                        1,
                        packed,
                        packedOffset + (k * v + start * width) * LANES,
                        width * LANES,
                        c,
                        cOffset + v * LANES,
                        ldc,
                        accumulate || start > 0);
            }
            start += K_BLOCK;
        } while (start < k);
    }

    @Override
    public void gemmTransposedA(
            int m, int n, int from, int to, Operand a, Operand b, float[] c, int cOffset, int ldc, boolean accumulate) {
        transposed.run(m, n, from, to, a, b, c, cOffset, ldc, accumulate);
    }
}
