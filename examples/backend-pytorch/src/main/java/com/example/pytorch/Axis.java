package com.example.pytorch;

/**
 * An axis of a tensor that is a view of flat memory.
 *
 * @param size of the axis
 * @param stride numbers from one entry to the next
 */
record Axis(String size, String stride) {
    /** Stands for the rows of a value, which know their number and distance. */
    static final Axis ROWS = new Axis("", "");
    /** An axis of one entry. */
    static final Axis ONE = of(1, 1);

    static Axis of(long size, long stride) {
        return new Axis(Long.toString(size), Long.toString(stride));
    }

    /** The numbers of a row. */
    static Axis columns(int width) {
        return of(width, 1);
    }
}
