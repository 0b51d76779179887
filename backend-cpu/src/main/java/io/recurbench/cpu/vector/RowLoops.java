package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Loops over one row. */
final class RowLoops {
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
}
