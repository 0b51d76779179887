package io.recurbench.reference;

/** What one operation does: computes some rows of its value. */
@FunctionalInterface
interface Kernel {

    /** Computes the rows {@code [first, end)} of the value's space. */
    void run(int first, int end);
}
