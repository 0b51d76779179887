package io.recurbench.backend;

import io.recurbench.api.stability.Stability;

/**
 * Where a value stands in its slot: row {@code r} of the value begins at number {@code (block x B + r) x stride + column}.
 *
 * @param slot the memory
 * @param block blocks of B rows in front of it: 1 for what a step makes of a state, whose history begins with what was
 *     before the first step; else 0
 * @param column numbers in front of it in each row
 * @param stride numbers from one row to the next
 */
@Stability.Experimental
public record Place(Slot slot, int block, int column, int stride) {
    /** The number at which row {@code row} begins, in a batch of {@code batchRows} rows. */
    public long offset(long row, int batchRows) {
        return ((long) block * batchRows + row) * stride + column;
    }

    /** The same rows from a column on. */
    Place from(int offset) {
        return new Place(slot, block, column + offset, stride);
    }

    /** The same numbers as rows of another width. */
    Place reshaped(int width) {
        return new Place(slot, block, column, width);
    }
}
