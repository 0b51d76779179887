package io.recurbench.cpu.kernel;

import java.util.Arrays;

/** Rows of scratch for an operand that is narrower than the output: each of its numbers written out for its block. */
public final class Spread {
    /** Numbers per block of scratch: 4 KiB. */
    private static final int BLOCK = 1024;

    private final Operand rows = Operand.rows(new float[0], 0, 0);
    private float[] scratch = new float[BLOCK];

    /** How many rows of this width to spread at once, so that they stay in the innermost cache. */
    public static int blockRows(int width) {
        return Math.max(1, BLOCK / width);
    }

    /** The operand itself if it is as wide, or its rows {@code [from, to)} written out. Valid until the next call. */
    public Operand of(Operand operand, int from, int to, int width) {
        if (operand.width == width) {
            return operand;
        }
        if (scratch.length < (to - from) * width) {
            scratch = new float[(to - from) * width];
        }
        int block = width / operand.width;
        int at = 0;
        for (int row = from; row < to; row++) {
            int first = operand.row(row);
            for (int j = first; j < first + operand.width; j++) {
                Arrays.fill(scratch, at, at + block, operand.array[j]);
                at += block;
            }
        }
        return rows.in(scratch, -from * width, width);
    }
}
