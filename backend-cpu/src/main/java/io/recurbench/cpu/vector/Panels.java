package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.kernel.PackedMatrix;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

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

    /** Packs the panel that begins at vector v of a row-major matrix; columns that it lacks are zero. */
    static void pack(Operand source, int v, int vectors, PackedMatrix target) {
        int width = vectors * LANES;
        int columns = Math.min(target.n() - v * LANES, width);
        int place = target.k() * v * LANES;
        for (int p = 0; p < target.k(); p++, place += width) {
            System.arraycopy(source.array(), source.row(p) + v * LANES, target.array(), place, columns);
            Arrays.fill(target.array(), place + columns, place + width, 0);
        }
    }

    /** The same of a matrix whose columns stand in rows. */
    static void packTransposed(Operand source, int v, int vectors, PackedMatrix target) {
        int width = vectors * LANES;
        int k = target.k();
        float[] packed = target.array();
        float[] array = source.array();
        for (int j = 0; j < width; j++) {
            boolean inside = v * LANES + j < target.n();
            int column = inside ? source.row(v * LANES + j) : 0;
            int place = k * v * LANES + j;
            for (int p = 0; p < k; p++, place += width) {
                packed[place] = inside ? array[column + p] : 0;
            }
        }
    }

    /** Packs {@code rows} rows from {@code begin} on, all their columns, in panels of {@code rows} rows. */
    static void packRows(Operand operand, int begin, int rows, float[] packed) {
        int n = operand.width();
        int vectors = vectors(n);
        for (int r = 0; r < rows; r++) {
            int place = operand.row(begin + r);
            int width;
            for (int v = 0; v < vectors; v += width) {
                width = width(vectors - v);
                int columns = Math.min(n - v * LANES, width * LANES);
                int target = (rows * v + r * width) * LANES;
                copy(operand.array(), place + v * LANES, packed, target, columns);
                if (columns < width * LANES) {
                    Arrays.fill(packed, target + columns, target + width * LANES, 0);
                }
            }
        }
    }

    private static void copy(float[] source, int from, float[] target, int to, int count) {
        int j = 0;
        for (; j + LANES <= count; j += LANES) {
            FloatVector.fromArray(SPECIES, source, from + j).intoArray(target, to + j);
        }
        for (; j < count; j++) {
            target[to + j] = source[from + j];
        }
    }
}
