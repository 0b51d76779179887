package io.recurbench.cpu.kernel;

/**
 * Matrix products in loops that the JIT compiler can vectorise. B is packed row-major, {@code [k][n]}; each entry of C is
 * summed in the order of k, one product after the other.
 */
final class ScalarMatrixKernels implements MatrixKernels {
    /** Rows per partial sum of {@link #gemmTransposedA}: bounds the rounding error of long sums. */
    private static final int ROW_BLOCK = 256;

    private float[] tile = new float[0];

    @Override
    public int packedSize(int k, int n) {
        return Math.multiplyExact(k, n);
    }

    @Override
    public void pack(
            float[] source, int offset, int ld, int k, int n, boolean transposed, float[] packed, int packedOffset) {
        for (int i = 0; i < k; i++) {
            int target = packedOffset + i * n;
            if (transposed) {
                for (int j = 0; j < n; j++) {
                    packed[target + j] = source[offset + j * ld + i];
                }
            } else {
                System.arraycopy(source, offset + i * ld, packed, target, n);
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
        for (int i = 0; i < m; i++) {
            int row = cOffset + i * ldc;
            int left = aOffset + i * lda;
            if (!accumulate) {
                java.util.Arrays.fill(c, row, row + n, 0);
            }
            int p = 0;
            for (; p + 4 <= k; p += 4) {
                addFourRows(
                        n,
                        a[left + p],
                        a[left + p + 1],
                        a[left + p + 2],
                        a[left + p + 3],
                        packed,
                        packedOffset + p * n,
                        c,
                        row);
            }
            for (; p < k; p++) {
                addRow(n, a[left + p], packed, packedOffset + p * n, c, row);
            }
        }
    }

    @Override
    public void gemmTransposedA(
            int m, int n, int from, int to, Operand a, Operand b, float[] c, int cOffset, int ldc, boolean accumulate) {
        if (tile.length < n) {
            tile = new float[n];
        }
        for (int i = 0; i < m; i++) {
            int row = cOffset + i * ldc;
            if (!accumulate) {
                java.util.Arrays.fill(c, row, row + n, 0);
            }
            for (int begin = from; begin < to; begin += ROW_BLOCK) {
                int end = Math.min(to, begin + ROW_BLOCK);
                java.util.Arrays.fill(tile, 0, n, 0);
                for (int r = begin; r < end; r++) {
                    addRow(n, a.array[a.row(r) + i], b.array, b.row(r), tile, 0);
                }
                addRow(n, 1, tile, 0, c, row);
            }
        }
    }

    private static void addFourRows(
            int n, float x0, float x1, float x2, float x3, float[] b, int bOffset, float[] c, int cOffset) {
        int b1 = bOffset + n;
        int b2 = b1 + n;
        int b3 = b2 + n;
        for (int j = 0; j < n; j++) {
            c[cOffset + j] = c[cOffset + j] + x0 * b[bOffset + j] + x1 * b[b1 + j] + x2 * b[b2 + j] + x3 * b[b3 + j];
        }
    }

    static void addRow(int n, float x, float[] b, int bOffset, float[] c, int cOffset) {
        for (int j = 0; j < n; j++) {
            c[cOffset + j] += x * b[bOffset + j];
        }
    }
}
