package io.recurbench.cpu.plan;

/**
 * Columns of the rows of an alias set.
 *
 * @param shift steps by which they stand later: the state after step t is the state before step t + 1
 */
record Span(int set, int column, int width, int shift) {
    /** The same of the step after. */
    Span later() {
        return new Span(set, column, width, shift + 1);
    }

    /** Whether the two have numbers in common. */
    boolean overlaps(Span other) {
        return set == other.set
                && shift == other.shift
                && column < other.column + other.width
                && other.column < column + width;
    }
}
