package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import io.recurbench.cpu.kernel.BlockProduct;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * One matrix times one row, block by block: {@code y[i] (+)= sum_j M[i][j] x[j]}, M of {@code r x c}: the transposed product.
 * Four dot products are computed side by side. Their four vectors of partial sums are folded into one that holds all four, lane by
 * lane modulo 4; its quarters are added through scratch. Owns scratch, and is changed in place from block to block.
 */
final class MatrixTimesRow {
    private final float[] folded = new float[4 * LANES];
    /** The numbers after the last whole vector, at the end of a vector that begins with zeros. */
    private final float[] rest = new float[LANES];

    private float[] x = {};
    private float[] m = {};
    private int c;
    private int x0;
    private int m0;

    /** Takes the operands of a product. */
    void start(BlockProduct product) {
        c = product.blocks().columns();
        x = product.x().array();
        m = product.matrices().array();
    }

    /** The blocks of one row. */
    void run(int row, BlockProduct product) {
        int r = product.blocks().rows();
        x0 = product.x().row(row);
        m0 = product.matrices().row(row);
        float[] y = product.y().array();
        int y0 = product.y().row(row);
        for (int block = 0; block < product.blocks().count(); block++) {
            // Below this number of columns a loop of single numbers is as fast.
            if (c < LANES) {
                small(r, y, y0, product.accumulate());
            } else {
                block(r, y, y0, product.accumulate());
            }
            x0 += c;
            m0 += r * c;
            y0 += r;
        }
    }

    private void block(int r, float[] y, int y0, boolean add) {
        int left = c % LANES;
        System.arraycopy(x, x0 + c - left, rest, LANES - left, left);
        Arrays.fill(rest, 0, LANES - left, 0);
        for (int i = 0; i < r; i += 4) {
            int rows = Math.min(4, r - i);
            fold(m0 + i * c, rows);
            for (int k = 0; k < rows; k++) {
                float sum = RowLoops.total(folded, k * LANES);
                y[y0 + i + k] = add ? sum + y[y0 + i + k] : sum;
            }
        }
    }

    /** Dot products of x with up to four rows of M that begin at q0; the last stands for those that are missing. */
    private void fold(int q0, int rows) {
        int last = (rows - 1) * c;
        int q1 = q0 + Math.min(c, last);
        int q2 = q0 + Math.min(2 * c, last);
        int q3 = q0 + last;
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        int whole = c & -LANES;
        for (int j = 0; j < whole; j += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, x0 + j);
            s0 = v.fma(FloatVector.fromArray(SPECIES, m, q0 + j), s0);
            s1 = v.fma(FloatVector.fromArray(SPECIES, m, q1 + j), s1);
            s2 = v.fma(FloatVector.fromArray(SPECIES, m, q2 + j), s2);
            s3 = v.fma(FloatVector.fromArray(SPECIES, m, q3 + j), s3);
        }
        // What is left: a vector that overlaps the one before, with zeros where numbers have been counted.
        int end = c - LANES;
        FloatVector v = FloatVector.fromArray(SPECIES, rest, 0);
        s0 = v.fma(FloatVector.fromArray(SPECIES, m, q0 + end), s0);
        s1 = v.fma(FloatVector.fromArray(SPECIES, m, q1 + end), s1);
        s2 = v.fma(FloatVector.fromArray(SPECIES, m, q2 + end), s2);
        s3 = v.fma(FloatVector.fromArray(SPECIES, m, q3 + end), s3);
        s0.intoArray(folded, 0);
        s1.intoArray(folded, LANES);
        s2.intoArray(folded, 2 * LANES);
        s3.intoArray(folded, 3 * LANES);
    }

    private void small(int r, float[] y, int y0, boolean add) {
        for (int i = 0; i < r; i++) {
            float sum = 0;
            for (int j = 0; j < c; j++) {
                sum = Math.fma(x[x0 + j], m[m0 + i * c + j], sum);
            }
            y[y0 + i] = add ? sum + y[y0 + i] : sum;
        }
    }
}
