package io.recurbench.cpu.plan;

/**
 * Memory for the values of one alias set, or for one table.
 *
 * @param index its index among those of its plan
 * @param kind how many rows it has, and how long they live
 * @param rows the rows of a TABLE or CHAIN; 1 for the flat vectors; else 0: they depend on the batch
 * @param width numbers from one row to the next
 */
public record PlannedSlot(int index, Kind kind, int rows, int width) {

    /** How many rows a slot has, and how long they live. */
    public enum Kind {
        /** The flat parameters. */
        PARAMETERS,
        /** The flat gradient. */
        GRADIENT,
        /** 1 or V rows that no batch touches, or that a batch leaves behind. */
        TABLE,
        /** {@code T x B} rows that the batch brings: its dense input. */
        INPUT,
        /** {@code T x B} rows: what a later sweep or a sum over rows reads. */
        BATCH,
        /** {@code (T + 1) x B} rows: the same of a state before each step and after the last, or its adjoint. */
        HISTORY,
        /** {@code 2 x B} rows: this step's and those of the one before, in turn. */
        RING,
        /** A thread's rows of one step. */
        STEP,
        /** A thread's rows of one block of a fused chain. */
        CHAIN;

        /** Whether its rows are rows of the batch. */
        public boolean hasBatchRows() {
            return compareTo(INPUT) >= 0;
        }

        /** Whether all threads share memory that is the graph's alone. */
        public boolean isShared() {
            return this == TABLE || this == BATCH || this == HISTORY || this == RING;
        }
    }

    /** The numbers that all threads together need of it, for a batch of so many steps and rows. */
    public long numbers(int steps, int batchRows) {
        long count = switch (kind) {
            case PARAMETERS, GRADIENT, TABLE, CHAIN -> rows;
            case INPUT, BATCH -> (long) steps * batchRows;
            case HISTORY -> (steps + 1L) * batchRows;
            case RING -> 2L * batchRows;
            case STEP -> batchRows;
        };
        return Math.multiplyExact(count, (long) width);
    }
}
