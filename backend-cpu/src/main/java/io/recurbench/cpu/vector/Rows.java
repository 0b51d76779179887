package io.recurbench.cpu.vector;

/** Which rows, and how many numbers of each, a loop takes: changed in place from call to call. */
final class Rows {
    int from;
    int to;
    int width;

    /** Rows {@code [newFrom, newTo)}. */
    Rows set(int newFrom, int newTo, int newWidth) {
        from = newFrom;
        to = newTo;
        width = newWidth;
        return this;
    }
}
