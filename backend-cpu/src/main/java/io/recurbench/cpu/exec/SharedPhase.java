package io.recurbench.cpu.exec;

import java.util.concurrent.atomic.AtomicInteger;

/** Runs levels of instructions that threads share: the parts of a level are claimed by whichever thread is free. */
final class SharedPhase implements WorkerPool.Job {
    private final Instruction[][][] instructions;
    private final AtomicInteger next = new AtomicInteger();
    private int level;

    /**
     * A phase.
     *
     * @param instructions by worker, level and number
     */
    SharedPhase(Instruction[][][] instructions) {
        this.instructions = instructions;
    }

    /** Runs all levels on the first {@code threads} threads. */
    void run(WorkerPool pool, int threads) {
        for (level = 0; level < instructions[0].length; level++) {
            next.set(0);
            if (parts() > 1) {
                pool.run(this, threads);
            } else {
                run(0);
            }
        }
    }

    private int parts() {
        int parts = 0;
        for (Instruction instruction : instructions[0][level]) {
            parts += instruction.parts();
        }
        return parts;
    }

    @Override
    public void run(int worker) {
        Instruction[] own = instructions[worker][level];
        int passed = 0;
        int claimed = next.getAndIncrement();
        for (Instruction instruction : own) {
            int parts = instruction.parts();
            while (claimed < passed + parts) {
                instruction.run(claimed - passed);
                claimed = next.getAndIncrement();
            }
            passed += parts;
        }
    }
}
