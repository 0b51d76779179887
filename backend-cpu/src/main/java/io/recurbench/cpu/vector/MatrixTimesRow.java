package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * One matrix times one row: {@code y[i] (+)= sum_j M[i][j] x[j]}, M of {@code r x c}: the transposed product. Four dot products are computed
 * side by side. Their four vectors of partial sums are folded into one that holds all four, lane by lane modulo 4; its quarters are added through
 * scratch. Owns scratch.
 */
final class MatrixTimesRow {
    /** Below this many columns a loop of single numbers is as fast. */
    private static final int SMALLEST = LANES;

    private final float[] folded = new float[4 * LANES];
    /** The numbers after the last whole vector, at the end of a vector that begins with zeros. */
    private final float[] rest = new float[LANES];

    void run(int r, int c, float[] x, int x0, float[] m, int m0, float[] y, int y0, boolean add) {
        if (c < SMALLEST) {
            small(r, c, x, x0, m, m0, y, y0, add);
            return;
        }
        int left = c % LANES;
        System.arraycopy(x, x0 + c - left, rest, LANES - left, left);
        Arrays.fill(rest, 0, LANES - left, 0);
        for (int i = 0; i < r; i += 4) {
            int rows = Math.min(4, r - i);
            int last = Math.min(3, rows - 1) * c;
            int row = m0 + i * c;
            fold(c, x, x0, m, row, row + Math.min(c, last), row + Math.min(2 * c, last), row + last);
            for (int k = 0; k < rows; k++) {
                float sum = sum(folded, k * LANES);
                y[y0 + i + k] = add ? sum + y[y0 + i + k] : sum;
            }
        }
    }

    /** The sum of a vector's lanes, in pairs. */
    private static float sum(float[] array, int from) {
        float sum = 0;
        for (int p = from; p < from + LANES; p += 4) {
            sum += (array[p] + array[p + 1]) + (array[p + 2] + array[p + 3]);
        }
        return sum;
    }

    /** Dot products of x with four rows of M that begin at q0 to q3. */
    private void fold(int c, float[] x, int x0, float[] m, int q0, int q1, int q2, int q3) {
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

    private static void small(int r, int c, float[] x, int x0, float[] m, int m0, float[] y, int y0, boolean add) {
        for (int i = 0; i < r; i++) {
            float sum = 0;
            for (int j = 0; j < c; j++) {
                sum = Math.fma(x[x0 + j], m[m0 + i * c + j], sum);
            }
            y[y0 + i] = add ? sum + y[y0 + i] : sum;
        }
    }
}
