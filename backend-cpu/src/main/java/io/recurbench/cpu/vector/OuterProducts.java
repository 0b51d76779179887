package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import io.recurbench.cpu.kernel.Operand;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Outer products of rows, and their sums over rows. Owns scratch. */
final class OuterProducts {
    private final TransposedProduct sums;
    private float[] partial = new float[0];

    OuterProducts(TransposedProduct sums) {
        this.sums = sums;
    }

    /** {@code M_k[i][j] (+)= a_k[i] b_k[j]} for one row. */
    static void row(int blocks, int r, int c, float[] a, int a0, float[] b, int b0, float[] m, int m0, boolean add) {
        for (int block = 0; block < blocks; block++) {
            int left = a0 + block * r;
            int right = b0 + block * c;
            int target = m0 + block * r * c;
            if (add) {
                addBlock(r, c, a, left, b, right, m, target);
            } else {
                setBlock(r, c, a, left, b, right, m, target);
            }
        }
    }

    private static void addBlock(int r, int c, float[] a, int a0, float[] b, int b0, float[] m, int m0) {
        int whole = c & -LANES;
        for (int i = 0; i < r; i++) {
            int target = m0 + i * c;
            FloatVector v = FloatVector.broadcast(SPECIES, a[a0 + i]);
            for (int j = 0; j < whole; j += LANES) {
                v.fma(FloatVector.fromArray(SPECIES, b, b0 + j), FloatVector.fromArray(SPECIES, m, target + j))
                        .intoArray(m, target + j);
            }
            for (int j = whole; j < c; j++) {
                m[target + j] = Math.fma(a[a0 + i], b[b0 + j], m[target + j]);
            }
        }
    }

    private static void setBlock(int r, int c, float[] a, int a0, float[] b, int b0, float[] m, int m0) {
        int whole = c & -LANES;
        for (int i = 0; i < r; i++) {
            int target = m0 + i * c;
            FloatVector v = FloatVector.broadcast(SPECIES, a[a0 + i]);
            for (int j = 0; j < whole; j += LANES) {
                v.mul(FloatVector.fromArray(SPECIES, b, b0 + j)).intoArray(m, target + j);
            }
            for (int j = whole; j < c; j++) {
                m[target + j] = a[a0 + i] * b[b0 + j];
            }
        }
    }

    /** {@code M_k[i][j] (+)= sum over rows of a_k[i] b_k[j]}: in blocks of rows as {@link TransposedProduct}. */
    void sum(
            int from,
            int to,
            int blocks,
            int r,
            int c,
            Operand a,
            Operand b,
            float[] m,
            int offset,
            boolean accumulate) {
        if (r * c > 1) {
            int a0 = a.offset();
            int b0 = b.offset();
            for (int block = 0; block < blocks; block++) {
                sums.run(
                        r,
                        c,
                        from,
                        to,
                        a.at(a0 + block * r),
                        b.at(b0 + block * c),
                        m,
                        offset + block * r * c,
                        c,
                        accumulate);
            }
            a.at(a0);
            b.at(b0);
            return;
        }
        if (partial.length < blocks) {
            partial = new float[blocks];
        }
        if (!accumulate) {
            Arrays.fill(m, offset, offset + blocks, 0);
        }
        for (int begin = from; begin < to; begin += TransposedProduct.ROW_BLOCK) {
            int end = Math.min(to, begin + TransposedProduct.ROW_BLOCK);
            Arrays.fill(partial, 0, blocks, 0);
            for (int row = begin; row < end; row++) {
                addProducts(blocks, a.array(), a.row(row), b.array(), b.row(row), partial);
            }
            RowLoops.add(blocks, partial, 0, m, offset);
        }
    }

    private static void addProducts(int n, float[] a, int a0, float[] b, int b0, float[] sum) {
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
