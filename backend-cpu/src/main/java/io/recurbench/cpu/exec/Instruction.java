package io.recurbench.cpu.exec;

/**
 * What one thread does: for its rows of the batch at each step of a sweep, or for parts of a table or of a sum over rows,
 * which threads share. How many parts there are, and who runs them, changes no result.
 */
interface Instruction {
    /** Numbers of element-wise work that make a part. */
    int PART = 1 << 14;

    /** Runs the step, or the part, of this index. */
    void run(int index);

    /** The number of parts, the same for every thread; what runs in a sweep has one. */
    default int parts() {
        return 1;
    }

    /** The number of pieces of {@code size} in {@code total}. */
    static int pieces(int total, int size) {
        return (total + size - 1) / size;
    }
}
