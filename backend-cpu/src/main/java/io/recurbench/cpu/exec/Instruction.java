package io.recurbench.cpu.exec;

/** Something that one thread does for its rows at one step. */
interface Instruction {

    /** Runs for the worker's rows at a step. */
    void run(int step);
}
