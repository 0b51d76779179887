package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;

/**
 * How columns are divided into panels of one to three vectors, the widths of a register tile: as many threes as possible,
 * but never a single vector beside others (4 = 2 + 2), because a tile of one vector is bound by its loads. A matrix of k
 * rows is packed panel after panel, each {@code [k][width]}, so that a panel that begins at vector v stands at {@code k * v *
 * LANES}.
 */
final class Panels {
    private Panels() {}

    /** Vectors that hold n columns. */
    static int vectors(int n) {
        return (n + LANES - 1) / LANES;
    }

    /** The width in vectors of the panel that begins where {@code left} vectors are left. */
    static int width(int left) {
        if (left == 4 || left == 2) {
            return 2;
        }
        return Math.min(left, 3);
    }
}
