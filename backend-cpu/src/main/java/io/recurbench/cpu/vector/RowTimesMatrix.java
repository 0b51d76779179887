package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * One row times one matrix, block by block: {@code y_k[j] = sum_i x_k[i] M_k[i][j]}, M of {@code blocks x r x c}. The
 * columns are taken in pieces of eight vectors down to one; each sum runs over i in order, from zero, so the pieces do not show
 * in the bits. Where c is not whole vectors, the last one reads into the next row of M and writes into the next block of y.
 */
final class RowTimesMatrix {
    private RowTimesMatrix() {}

    /**
     * All columns.
     *
     * @param y written from y0 on, up to {@code LANES - 1} numbers further than the product
     */
    static void run(int blocks, int r, int c, float[] x, int x0, float[] m, int m0, float[] y, int y0) {
        int whole = c & -LANES;
        if (whole < c) {
            // First, because it writes into the next block.
            one(blocks, r, c, x, x0, m, m0 + whole, y, y0 + whole);
        }
        int j = 0;
        for (; whole - j >= 8 * LANES; j += 8 * LANES) {
            eight(blocks, r, c, x, x0, m, m0 + j, y, y0 + j);
        }
        if (whole - j >= 4 * LANES) {
            four(blocks, r, c, x, x0, m, m0 + j, y, y0 + j);
            j += 4 * LANES;
        }
        if (whole - j >= 2 * LANES) {
            two(blocks, r, c, x, x0, m, m0 + j, y, y0 + j);
            j += 2 * LANES;
        }
        if (whole > j) {
            one(blocks, r, c, x, x0, m, m0 + j, y, y0 + j);
        }
    }

    /** Whether the last vector of the last row of M ends within the array. */
    static boolean fits(int blocks, int r, int c, float[] m, int m0) {
        return m0 + (blocks * r - 1) * c + Panels.vectors(c) * LANES <= m.length;
    }

    /** The same number by number, without touching anything else. */
    static void slowly(int blocks, int r, int c, float[] x, int x0, float[] m, int m0, float[] y, int y0) {
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

    /** Eight vectors of columns. */
    private static void eight(int blocks, int r, int c, float[] x, int x0, float[] m, int m0, float[] y, int y0) {
        for (int block = 0; block < blocks; block++) {
            int from = x0 + block * r;
            int q = m0 + block * r * c;
            int to = y0 + block * c;
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = FloatVector.zero(SPECIES);
            FloatVector s2 = FloatVector.zero(SPECIES);
            FloatVector s3 = FloatVector.zero(SPECIES);
            FloatVector s4 = FloatVector.zero(SPECIES);
            FloatVector s5 = FloatVector.zero(SPECIES);
            FloatVector s6 = FloatVector.zero(SPECIES);
            FloatVector s7 = FloatVector.zero(SPECIES);
            for (int i = 0; i < r; i++) {
                FloatVector v = FloatVector.broadcast(SPECIES, x[from + i]);
                s0 = v.fma(FloatVector.fromArray(SPECIES, m, q + i * c), s0);
                s1 = v.fma(FloatVector.fromArray(SPECIES, m, q + i * c + LANES), s1);
                s2 = v.fma(FloatVector.fromArray(SPECIES, m, q + i * c + 2 * LANES), s2);
                s3 = v.fma(FloatVector.fromArray(SPECIES, m, q + i * c + 3 * LANES), s3);
                s4 = v.fma(FloatVector.fromArray(SPECIES, m, q + i * c + 4 * LANES), s4);
                s5 = v.fma(FloatVector.fromArray(SPECIES, m, q + i * c + 5 * LANES), s5);
                s6 = v.fma(FloatVector.fromArray(SPECIES, m, q + i * c + 6 * LANES), s6);
                s7 = v.fma(FloatVector.fromArray(SPECIES, m, q + i * c + 7 * LANES), s7);
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

    /** Four vectors. */
    private static void four(int blocks, int r, int c, float[] x, int x0, float[] m, int m0, float[] y, int y0) {
        for (int block = 0; block < blocks; block++) {
            int from = x0 + block * r;
            int q = m0 + block * r * c;
            int to = y0 + block * c;
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = FloatVector.zero(SPECIES);
            FloatVector s2 = FloatVector.zero(SPECIES);
            FloatVector s3 = FloatVector.zero(SPECIES);
            for (int i = 0; i < r; i++) {
                FloatVector v = FloatVector.broadcast(SPECIES, x[from + i]);
                s0 = v.fma(FloatVector.fromArray(SPECIES, m, q + i * c), s0);
                s1 = v.fma(FloatVector.fromArray(SPECIES, m, q + i * c + LANES), s1);
                s2 = v.fma(FloatVector.fromArray(SPECIES, m, q + i * c + 2 * LANES), s2);
                s3 = v.fma(FloatVector.fromArray(SPECIES, m, q + i * c + 3 * LANES), s3);
            }
            s0.intoArray(y, to);
            s1.intoArray(y, to + LANES);
            s2.intoArray(y, to + 2 * LANES);
            s3.intoArray(y, to + 3 * LANES);
        }
    }

    /** Two vectors. */
    private static void two(int blocks, int r, int c, float[] x, int x0, float[] m, int m0, float[] y, int y0) {
        for (int block = 0; block < blocks; block++) {
            int from = x0 + block * r;
            int q = m0 + block * r * c;
            int to = y0 + block * c;
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = FloatVector.zero(SPECIES);
            for (int i = 0; i < r; i++) {
                FloatVector v = FloatVector.broadcast(SPECIES, x[from + i]);
                s0 = v.fma(FloatVector.fromArray(SPECIES, m, q + i * c), s0);
                s1 = v.fma(FloatVector.fromArray(SPECIES, m, q + i * c + LANES), s1);
            }
            s0.intoArray(y, to);
            s1.intoArray(y, to + LANES);
        }
    }

    /** One vector. */
    private static void one(int blocks, int r, int c, float[] x, int x0, float[] m, int m0, float[] y, int y0) {
        for (int block = 0; block < blocks; block++) {
            int from = x0 + block * r;
            int q = m0 + block * r * c;
            int to = y0 + block * c;
            FloatVector s0 = FloatVector.zero(SPECIES);
            for (int i = 0; i < r; i++) {
                FloatVector v = FloatVector.broadcast(SPECIES, x[from + i]);
                s0 = v.fma(FloatVector.fromArray(SPECIES, m, q + i * c), s0);
            }
            s0.intoArray(y, to);
        }
    }
}
