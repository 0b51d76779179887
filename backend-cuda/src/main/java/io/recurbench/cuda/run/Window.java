package io.recurbench.cuda.run;

/**
 * The rows that one execution of an operation covers.
 *
 * @param step the time step, or {@link #ALL}
 * @param rows how many
 */
record Window(int step, int rows) {
    /** All rows of the operation's space at once. */
    static final int ALL = -1;

    static Window all(int rows) {
        return new Window(ALL, rows);
    }

    boolean isStep() {
        return step != ALL;
    }
}
