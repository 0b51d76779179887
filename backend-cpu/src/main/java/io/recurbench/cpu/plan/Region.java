package io.recurbench.cpu.plan;

/**
 * A piece of memory in which one value, or several side by side, stand.
 *
 * @param kind how long its numbers last, and how its rows are found
 * @param index which one among all regions of its plan
 * @param width numbers per row
 */
public record Region(Kind kind, int index, int width) {

    /** How a region's rows are found. */
    public enum Kind {
        /** The flat parameters: one row. */
        PARAMETERS,
        /** The flat gradient: one row. */
        GRADIENT,
        /** One row. */
        ROW,
        /** A row for each token. */
        TABLE,
        /** The dense input of the batch, {@code [T x B]} rows. */
        INPUT,
        /** A row for each position, {@code [T + 1][B]} rows: what a later sweep or a sum over rows reads. */
        HISTORY,
        /** {@code [2][B]} rows: this step's and the one before, in turn. */
        RING,
        /** Rows of this step, of one thread. */
        SCRATCH,
        /** Rows of one block of a chain, of one thread. */
        BLOCK;

        /** Whether a row belongs to a position of the batch. */
        public boolean hasBatchRows() {
            return compareTo(INPUT) >= 0;
        }
    }
}
