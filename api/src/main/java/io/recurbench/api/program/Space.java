package io.recurbench.api.program;

import io.recurbench.api.stability.Stability;

/**
 * The row space of a value: the set of rows over which it differs. Every operation stands in the smallest space that
 * holds its inputs, because that is where it is cheapest.
 *
 * <p>The order is from coarse to fine. An operation may read any value of a coarser space: a value of {@link
 * #PARAMETERS} is the same for each row, a value of {@link #VOCABULARY} is read at the row's token, and {@link
 * #SEQUENCE} and {@link #STEP} have the same {@code T x B} rows and differ only in when they are computed.
 */
@Stability.Experimental
public enum Space {
    /** One row: depends on the parameters alone. Computed once per update. */
    PARAMETERS,
    /** {@code V} rows, one per token: depends on parameters and the token. Computed once per update. */
    VOCABULARY,
    /** {@code T x B} rows, all at once: what does not take part in the recurrence. */
    SEQUENCE,
    /** {@code T} times {@code B} rows, in order of time: what the recurrence needs. */
    STEP;

    /** Whether values of this space have one row for each position of the batch ({@code T x B}). */
    public boolean hasBatchRows() {
        return this == SEQUENCE || this == STEP;
    }

    /**
     * How many rows a value of this space has.
     *
     * @param vocabulary V
     * @param positions T x B
     */
    public long rows(int vocabulary, long positions) {
        return switch (this) {
            case PARAMETERS -> 1;
            case VOCABULARY -> vocabulary;
            case SEQUENCE, STEP -> positions;
        };
    }

    /** Whether this space has fewer rows than {@code other}, so that going from there to here is a sum over rows. */
    public boolean coarserThan(Space other) {
        return hasBatchRows() ? false : compareTo(other) < 0;
    }

    /** The finer of the two: where an operation on values of both belongs. */
    public Space join(Space other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
