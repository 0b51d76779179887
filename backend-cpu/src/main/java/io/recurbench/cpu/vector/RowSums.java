package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import io.recurbench.cpu.kernel.Operand;
import jdk.incubator.vector.FloatVector;

/**
 * The sum of rows, column by column. Rows of a block are summed in order in registers, from zero; blocks are added in order.
 * Columns that are not whole vectors are summed one by one, in the same order.
 */
final class RowSums {
    private static final int ROW_BLOCK = 256;

    private RowSums() {}

    /** {@code out[j] += sum over rows of x[row][j]}. */
    static void add(int from, int to, Operand x, float[] out, int offset) {
        int width = x.width();
        for (int begin = from; begin < to; begin += ROW_BLOCK) {
            int end = Math.min(to, begin + ROW_BLOCK);
            int j = 0;
            for (; width - j >= 4 * LANES; j += 4 * LANES) {
                four(begin, end, x, j, out, offset + j);
            }
            for (; width - j >= LANES; j += LANES) {
                one(begin, end, x, j, out, offset + j);
            }
            for (; j < width; j++) {
                number(begin, end, x, j, out, offset + j);
            }
        }
    }

    private static void four(int from, int to, Operand operand, int column, float[] out, int offset) {
        float[] x = operand.array();
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        for (int row = from; row < to; row++) {
            int p = operand.row(row) + column;
            s0 = s0.add(FloatVector.fromArray(SPECIES, x, p));
            s1 = s1.add(FloatVector.fromArray(SPECIES, x, p + LANES));
            s2 = s2.add(FloatVector.fromArray(SPECIES, x, p + 2 * LANES));
            s3 = s3.add(FloatVector.fromArray(SPECIES, x, p + 3 * LANES));
        }
        s0.add(FloatVector.fromArray(SPECIES, out, offset)).intoArray(out, offset);
        s1.add(FloatVector.fromArray(SPECIES, out, offset + LANES)).intoArray(out, offset + LANES);
        s2.add(FloatVector.fromArray(SPECIES, out, offset + 2 * LANES)).intoArray(out, offset + 2 * LANES);
        s3.add(FloatVector.fromArray(SPECIES, out, offset + 3 * LANES)).intoArray(out, offset + 3 * LANES);
    }

    private static void one(int from, int to, Operand operand, int column, float[] out, int offset) {
        float[] x = operand.array();
        FloatVector s0 = FloatVector.zero(SPECIES);
        for (int row = from; row < to; row++) {
            s0 = s0.add(FloatVector.fromArray(SPECIES, x, operand.row(row) + column));
        }
        s0.add(FloatVector.fromArray(SPECIES, out, offset)).intoArray(out, offset);
    }

    private static void number(int from, int to, Operand operand, int column, float[] out, int offset) {
        float[] x = operand.array();
        float sum = 0;
        for (int row = from; row < to; row++) {
            sum += x[operand.row(row) + column];
        }
        out[offset] += sum;
    }
}
