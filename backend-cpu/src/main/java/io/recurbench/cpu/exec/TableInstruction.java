package io.recurbench.cpu.exec;

/**
 * Something that is done once for a table or a sum over rows, in parts that threads share: how many parts there are, and
 * who runs them, changes no result.
 */
interface TableInstruction {

    /** The number of parts; the same for every thread. */
    int parts();

    /** Runs a part. */
    void run(int part);
}
