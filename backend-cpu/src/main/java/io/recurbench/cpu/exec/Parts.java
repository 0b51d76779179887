package io.recurbench.cpu.exec;

/** How work is cut into parts. */
final class Parts {
    /** Numbers per part of element-wise work. */
    static final int ELEMENTS = 1 << 14;

    private Parts() {}

    /** The number of pieces of {@code size} in {@code total}. */
    static int of(int total, int size) {
        return (total + size - 1) / size;
    }

    /** Rows per part, so that a part has about {@link #ELEMENTS} numbers. */
    static int rows(int width) {
        return Math.max(1, ELEMENTS / width);
    }
}
