package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Loops over one row. */
final class RowLoops {
    /** From j on, a vector whose last j numbers are 1, the others 0. */
    private static final float[] STEP = new float[2 * LANES];

    static {
        Arrays.fill(STEP, LANES, 2 * LANES, 1);
    }

    private RowLoops() {}

    /** {@code target += source}. */
    static void add(int n, float[] source, int from, float[] target, int to) {
        int whole = n & -LANES;
        for (int j = 0; j < whole; j += LANES) {
            FloatVector.fromArray(SPECIES, target, to + j)
                    .add(FloatVector.fromArray(SPECIES, source, from + j))
                    .intoArray(target, to + j);
        }
        for (int j = whole; j < n; j++) {
            target[to + j] += source[from + j];
        }
    }

    /**
     * The sums of the products of two rows, lane by lane; the rest comes last, in a vector that overlaps the one before and has
     * zeros where numbers have been counted.
     */
    static void products(int n, float[] x, int i, float[] y, int j, float[] lanes) {
        FloatVector sums = FloatVector.zero(SPECIES);
        int whole = n & -LANES;
        for (int p = 0; p < whole; p += LANES) {
            sums = FloatVector.fromArray(SPECIES, x, i + p).fma(FloatVector.fromArray(SPECIES, y, j + p), sums);
        }
        sums.intoArray(lanes, 0);
        if (whole > 0) {
            FloatVector.fromArray(SPECIES, x, i + n - LANES)
                    .mul(FloatVector.fromArray(SPECIES, STEP, n - whole))
                    .fma(FloatVector.fromArray(SPECIES, y, j + n - LANES), FloatVector.fromArray(SPECIES, lanes, 0))
                    .intoArray(lanes, 0);
        } else {
            for (int p = 0; p < n; p++) {
                lanes[p] = x[i + p] * y[j + p];
            }
        }
    }

    /** The sum of the lanes, in pairs. */
    static float total(float[] lanes, int from) {
        float sum = 0;
        for (int p = from; p < from + LANES; p += 4) {
            sum += (lanes[p] + lanes[p + 1]) + (lanes[p + 2] + lanes[p + 3]);
        }
        return sum;
    }
}
