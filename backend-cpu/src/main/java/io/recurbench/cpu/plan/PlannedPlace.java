package io.recurbench.cpu.plan;

/**
 * Where a value stands in its slot: row {@code r} of the value begins at number {@code (block x B + r) x stride + column}.
 *
 * @param block blocks of B rows in front of it: 1 for what a step makes of a state
 * @param column numbers in front of it in each row
 * @param stride numbers from one row to the next
 */
public record PlannedPlace(PlannedSlot slot, int block, int column, int stride) {
    /** The same rows from a column on. */
    public PlannedPlace from(int offset) {
        return new PlannedPlace(slot, block, column + offset, stride);
    }

    /** The same numbers as rows of another width. */
    public PlannedPlace reshaped(int width) {
        return new PlannedPlace(slot, block, column, width);
    }

    /** Where row {@code row} of the batch stands at a step, in the array of the slot. */
    public int offset(int step, int row, int batchRows) {
        int later = step + block;
        int kept = slot.kind() == PlannedSlot.Kind.RING ? later & 1 : later;
        return (kept * batchRows + row) * stride + column;
    }
}
