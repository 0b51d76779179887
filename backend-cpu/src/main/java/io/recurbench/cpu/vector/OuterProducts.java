package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import io.recurbench.cpu.kernel.Operand;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Outer products of rows, and their sums over rows. Owns scratch. */
final class OuterProducts {
    private final TransposedProduct sums;
    private final Operand left = Operand.rows(new float[0], 0, 0);
    private final Operand right = Operand.rows(new float[0], 0, 0);
    private final Operand target = Operand.rows(new float[0], 0, 0);
    private float[] partial = new float[0];

    OuterProducts(TransposedProduct sums) {
        this.sums = sums;
    }

    /** {@code M_k[i][j] = a_k[i] b_k[j]} for one row. */
    static void row(int row, int blocks, Operand a, Operand b, Operand matrices) {
        int r = a.width() / blocks;
        int c = b.width() / blocks;
        int target = matrices.row(row);
        for (int block = 0; block < blocks; block++) {
            for (int i = block * r; i < (block + 1) * r; i++) {
                float number = a.array()[a.row(row) + i];
                scaled(c, number, b.array(), b.row(row) + block * c, matrices.array(), target + i * c);
            }
        }
    }

    private static void scaled(int n, float number, float[] b, int b0, float[] out, int o) {
        int whole = n & -LANES;
        for (int j = 0; j < whole; j += LANES) {
            FloatVector.fromArray(SPECIES, b, b0 + j).mul(number).intoArray(out, o + j);
        }
        for (int j = whole; j < n; j++) {
            out[o + j] = number * b[b0 + j];
        }
    }

    /** {@code M_k[i][j] = sum over rows of a_k[i] b_k[j]}: in blocks of rows as {@link TransposedProduct}. */
    void sum(int from, int to, int blocks, Operand a, Operand b, Operand matrices) {
        int r = a.width() / blocks;
        int c = b.width() / blocks;
        if (r == 1 && c == 1) {
            diagonal(from, to, a, b, matrices);
            return;
        }
        for (int block = 0; block < blocks; block++) {
            left.set(a).columns(block * r, r);
            right.set(b).columns(block * c, c);
            sums.run(from, to, left, right, target.set(matrices).at(matrices.row(block * r)));
        }
    }

    /** Blocks of one number stand side by side. */
    private void diagonal(int from, int to, Operand a, Operand b, Operand matrices) {
        int n = a.width();
        float[] m = matrices.array();
        int offset = matrices.row(0);
        if (partial.length < n) {
            partial = new float[n];
        }
        Arrays.fill(m, offset, offset + n, 0);
        for (int begin = from; begin < to; begin += TransposedProduct.ROW_BLOCK) {
            int end = Math.min(to, begin + TransposedProduct.ROW_BLOCK);
            Arrays.fill(partial, 0, n, 0);
            for (int row = begin; row < end; row++) {
                addProducts(n, a.array(), a.row(row), b.array(), b.row(row));
            }
            RowLoops.add(n, partial, 0, m, offset);
        }
    }

    private void addProducts(int n, float[] a, int a0, float[] b, int b0) {
        float[] sum = partial;
        int whole = n & -LANES;
        for (int j = 0; j < whole; j += LANES) {
            FloatVector.fromArray(SPECIES, a, a0 + j)
                    .fma(FloatVector.fromArray(SPECIES, b, b0 + j), FloatVector.fromArray(SPECIES, sum, j))
                    .intoArray(sum, j);
        }
        for (int j = whole; j < n; j++) {
            sum[j] = Math.fma(a[a0 + j], b[b0 + j], sum[j]);
        }
    }
}
