package io.recurbench.cpu.kernel;

import java.util.Arrays;

/**
 * Matrix products in loops that the JIT compiler can vectorise. B is packed row-major, {@code [k][n]}; each entry of C is
 * summed in the order of k, one product after the other.
 */
final class ScalarMatrixKernels implements MatrixKernels {

    @Override
    public PackedMatrix packed(int k, int n) {
        return new PackedMatrix(k, n, new float[Math.multiplyExact(k, n)]);
    }

    @Override
    public void pack(Operand source, boolean transposed, PackedMatrix target) {
        int n = target.n();
        for (int i = 0; i < target.k(); i++) {
            if (transposed) {
                for (int j = 0; j < n; j++) {
                    target.array()[i * n + j] = source.array[source.row(j) + i];
                }
            } else {
                System.arraycopy(source.array, source.row(i), target.array(), i * n, n);
            }
        }
    }

    @Override
    public void multiply(int from, int to, Operand a, PackedMatrix b, Operand c, boolean accumulate) {
        int k = b.k();
        int n = b.n();
        float[] packed = b.array();
        for (int i = from; i < to; i++) {
            int row = c.row(i);
            int left = a.row(i);
            if (!accumulate) {
                Arrays.fill(c.array, row, row + n, 0);
            }
            int p = 0;
            for (; p + 4 <= k; p += 4) {
                addFourRows(n, a.array, left + p, packed, p * n, c.array, row);
            }
            for (; p < k; p++) {
                addRow(n, a.array[left + p], packed, p * n, c.array, row);
            }
        }
    }

    /** {@code c += x b} for four numbers x and four rows b. */
    private static void addFourRows(int n, float[] x, int xOffset, float[] b, int bOffset, float[] c, int cOffset) {
        float x0 = x[xOffset];
        float x1 = x[xOffset + 1];
        float x2 = x[xOffset + 2];
        float x3 = x[xOffset + 3];
        int b1 = bOffset + n;
        int b2 = b1 + n;
        int b3 = b2 + n;
        for (int j = 0; j < n; j++) {
            c[cOffset + j] = c[cOffset + j] + x0 * b[bOffset + j] + x1 * b[b1 + j] + x2 * b[b2 + j] + x3 * b[b3 + j];
        }
    }

    /** {@code c += x b} for one row. */
    static void addRow(int n, float x, float[] b, int bOffset, float[] c, int cOffset) {
        for (int j = 0; j < n; j++) {
            c[cOffset + j] += x * b[bOffset + j];
        }
    }
}
