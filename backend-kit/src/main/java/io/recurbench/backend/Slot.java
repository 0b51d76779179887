package io.recurbench.backend;

import io.recurbench.api.stability.Stability;

/**
 * Memory for the values of one alias set of a graph: rows of {@code width} numbers.
 *
 * @param index its index in {@link GraphLayout#slots()}
 * @param kind how many rows it has, and how long they live
 * @param rows the rows of a TABLE; 1 for the flat vectors; else 0: they depend on the batch
 * @param width numbers from one row to the next
 */
@Stability.Experimental
public record Slot(int index, Kind kind, int rows, int width) {

    /** How many rows a slot has, and how long they live. */
    public enum Kind {
        /** The flat parameters. */
        PARAMETERS,
        /** The flat gradient. */
        GRADIENT,
        /** 1 or V rows that no batch touches, or that a batch leaves behind: they keep their place for good. */
        TABLE,
        /** {@code T x B} rows that the batch brings: its dense input. */
        INPUT,
        /** {@code T x B} rows. */
        BATCH,
        /** {@code (T + 1) x B} rows: a state before each step and after the last, or its adjoint. */
        HISTORY;

        /** Whether the memory is the graph's alone: neither a flat vector nor the batch's. */
        public boolean isOwn() {
            return this == TABLE || this == BATCH || this == HISTORY;
        }
    }

    /** The numbers that it holds for a batch of this shape. */
    public long numbers(Shape shape) {
        long count = switch (kind) {
            case PARAMETERS, GRADIENT, TABLE -> rows;
            case INPUT, BATCH -> shape.positions();
            case HISTORY -> Math.addExact(shape.positions(), shape.rows());
        };
        return Math.multiplyExact(count, (long) width);
    }
}
