package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import io.recurbench.api.program.Blocks;
import io.recurbench.cpu.kernel.BlockProduct;
import jdk.incubator.vector.FloatVector;

/**
 * One row times one matrix, block by block: {@code y_k[j] = sum_i x_k[i] M_k[i][j]}, M of {@code blocks x r x c}. The
 * columns are taken in pieces of eight vectors down to one; each sum runs over i in order, from zero, so the pieces do not show
 * in the bits. Where c is not whole vectors, the last one reads into the next row of M and writes into the next block of y.
 * Changed in place from row to row.
 */
final class RowTimesMatrix {
    private float[] x = {};
    private float[] m = {};
    private float[] y = {};
    private int blocks;
    private int r;
    private int c;
    private int x0;
    private int m0;
    private int y0;

    /** Takes the operands of a product. */
    void start(BlockProduct product) {
        Blocks shape = product.blocks();
        blocks = shape.count();
        r = shape.rows();
        c = shape.columns();
        x = product.x().array();
        m = product.matrices().array();
    }

    /**
     * The product of a row.
     *
     * @param to array that is written from {@code offset} on, up to {@code LANES - 1} numbers further than the product
     */
    void run(int row, BlockProduct product, float[] to, int offset) {
        x0 = product.x().row(row);
        m0 = product.matrices().row(row);
        y0 = offset;
        if (y != to) {
            y = to;
        }
        if (m0 + (blocks * r - 1) * c + Panels.vectors(c) * LANES > m.length) {
            slowly();
            return;
        }
        int whole = c & -LANES;
        if (whole < c) {
            // First, because it writes into the next block.
            one(whole);
        }
        int j = 0;
        for (; whole - j >= 8 * LANES; j += 8 * LANES) {
            eight(j);
        }
        if (whole - j >= 4 * LANES) {
            four(j);
            j += 4 * LANES;
        }
        if (whole - j >= 2 * LANES) {
            two(j);
            j += 2 * LANES;
        }
        if (whole > j) {
            one(j);
        }
    }

    /** Number by number: the last vector of M would end beyond its array. */
    private void slowly() {
        for (int block = 0; block < blocks; block++) {
            for (int j = 0; j < c; j++) {
                float sum = 0;
                for (int i = 0; i < r; i++) {
                    sum = Math.fma(x[x0 + block * r + i], m[m0 + (block * r + i) * c + j], sum);
                }
                y[y0 + block * c + j] = sum;
            }
        }
    }

    /** Eight vectors of columns from j on. */
    private void eight(int j) {
        for (int block = 0; block < blocks; block++) {
            int from = x0 + block * r;
            int q = m0 + block * r * c + j;
            int to = y0 + block * c + j;
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = FloatVector.zero(SPECIES);
            FloatVector s2 = FloatVector.zero(SPECIES);
            FloatVector s3 = FloatVector.zero(SPECIES);
            FloatVector s4 = FloatVector.zero(SPECIES);
            FloatVector s5 = FloatVector.zero(SPECIES);
            FloatVector s6 = FloatVector.zero(SPECIES);
            FloatVector s7 = FloatVector.zero(SPECIES);
            for (int i = 0; i < r; i++, q += c) {
                FloatVector v = FloatVector.broadcast(SPECIES, x[from + i]);
                s0 = v.fma(FloatVector.fromArray(SPECIES, m, q), s0);
                s1 = v.fma(FloatVector.fromArray(SPECIES, m, q + LANES), s1);
                s2 = v.fma(FloatVector.fromArray(SPECIES, m, q + 2 * LANES), s2);
                s3 = v.fma(FloatVector.fromArray(SPECIES, m, q + 3 * LANES), s3);
                s4 = v.fma(FloatVector.fromArray(SPECIES, m, q + 4 * LANES), s4);
                s5 = v.fma(FloatVector.fromArray(SPECIES, m, q + 5 * LANES), s5);
                s6 = v.fma(FloatVector.fromArray(SPECIES, m, q + 6 * LANES), s6);
                s7 = v.fma(FloatVector.fromArray(SPECIES, m, q + 7 * LANES), s7);
            }
            s0.intoArray(y, to);
            s1.intoArray(y, to + LANES);
            s2.intoArray(y, to + 2 * LANES);
            s3.intoArray(y, to + 3 * LANES);
            s4.intoArray(y, to + 4 * LANES);
            s5.intoArray(y, to + 5 * LANES);
            s6.intoArray(y, to + 6 * LANES);
            s7.intoArray(y, to + 7 * LANES);
        }
    }

    /** Four vectors of columns from j on. */
    private void four(int j) {
        for (int block = 0; block < blocks; block++) {
            int from = x0 + block * r;
            int q = m0 + block * r * c + j;
            int to = y0 + block * c + j;
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = FloatVector.zero(SPECIES);
            FloatVector s2 = FloatVector.zero(SPECIES);
            FloatVector s3 = FloatVector.zero(SPECIES);
            for (int i = 0; i < r; i++, q += c) {
                FloatVector v = FloatVector.broadcast(SPECIES, x[from + i]);
                s0 = v.fma(FloatVector.fromArray(SPECIES, m, q), s0);
                s1 = v.fma(FloatVector.fromArray(SPECIES, m, q + LANES), s1);
                s2 = v.fma(FloatVector.fromArray(SPECIES, m, q + 2 * LANES), s2);
                s3 = v.fma(FloatVector.fromArray(SPECIES, m, q + 3 * LANES), s3);
            }
            s0.intoArray(y, to);
            s1.intoArray(y, to + LANES);
            s2.intoArray(y, to + 2 * LANES);
            s3.intoArray(y, to + 3 * LANES);
        }
    }

    /** Two vectors of columns from j on. */
    private void two(int j) {
        for (int block = 0; block < blocks; block++) {
            int from = x0 + block * r;
            int q = m0 + block * r * c + j;
            int to = y0 + block * c + j;
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = FloatVector.zero(SPECIES);
            for (int i = 0; i < r; i++, q += c) {
                FloatVector v = FloatVector.broadcast(SPECIES, x[from + i]);
                s0 = v.fma(FloatVector.fromArray(SPECIES, m, q), s0);
                s1 = v.fma(FloatVector.fromArray(SPECIES, m, q + LANES), s1);
            }
            s0.intoArray(y, to);
            s1.intoArray(y, to + LANES);
        }
    }

    /** One vector of columns from j on. */
    private void one(int j) {
        for (int block = 0; block < blocks; block++) {
            int from = x0 + block * r;
            int q = m0 + block * r * c + j;
            int to = y0 + block * c + j;
            FloatVector s0 = FloatVector.zero(SPECIES);
            for (int i = 0; i < r; i++, q += c) {
                FloatVector v = FloatVector.broadcast(SPECIES, x[from + i]);
                s0 = v.fma(FloatVector.fromArray(SPECIES, m, q), s0);
            }
            s0.intoArray(y, to);
        }
    }
}
