package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import io.recurbench.cpu.kernel.Operand;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Copies matrices into panels, see {@link Panels}. */
final class Packing {
    private Packing() {}

    /** One panel {@code [k][width]} of a row-major matrix; columns from {@code columns} on are zero. */
    static void panel(float[] source, int offset, int ld, int k, int columns, int width, float[] packed, int target) {
        for (int p = 0; p < k; p++) {
            System.arraycopy(source, offset + p * ld, packed, target + p * width, columns);
            if (columns < width) {
                Arrays.fill(packed, target + p * width + columns, target + (p + 1) * width, 0);
            }
        }
    }

    /** The same of a matrix whose columns stand in rows. */
    static void transposedPanel(
            float[] source, int offset, int ld, int k, int columns, int width, float[] packed, int target) {
        for (int j = 0; j < width; j++) {
            if (j < columns) {
                for (int p = 0; p < k; p++) {
                    packed[target + p * width + j] = source[offset + j * ld + p];
                }
            } else {
                for (int p = 0; p < k; p++) {
                    packed[target + p * width + j] = 0;
                }
            }
        }
    }

    /** Columns {@code [column, column + n)} of {@code rows} rows from {@code begin} on, in panels. */
    static void rows(Operand operand, int column, int begin, int rows, int n, float[] packed) {
        int vectors = Panels.vectors(n);
        float[] source = operand.array();
        for (int r = 0; r < rows; r++) {
            int place = operand.row(begin + r) + column;
            int v = 0;
            int done = 0;
            while (v < vectors) {
                int width = Panels.width(vectors - v);
                int target = (rows * v + r * width) * LANES;
                int columns = Math.min(n - done, width * LANES);
                copy(source, place + done, packed, target, columns, width * LANES);
                v += width;
                done += columns;
            }
        }
    }

    private static void copy(float[] source, int from, float[] packed, int target, int columns, int width) {
        int j = 0;
        for (; j + LANES <= columns; j += LANES) {
            FloatVector.fromArray(SPECIES, source, from + j).intoArray(packed, target + j);
        }
        for (; j < columns; j++) {
            packed[target + j] = source[from + j];
        }
        for (; j < width; j++) {
            packed[target + j] = 0;
        }
    }
}
