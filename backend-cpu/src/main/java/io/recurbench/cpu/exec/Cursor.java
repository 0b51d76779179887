package io.recurbench.cpu.exec;

import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.plan.Home;
import io.recurbench.cpu.plan.Region;

/** An operand of one instruction of one thread, and how it moves from step to step. */
final class Cursor {
    final Operand operand;
    private final Home home;
    private final boolean gathered;
    private final SlotArrays memory;
    private final CurrentBatch batch;
    private final Worker worker;
    private final int base;

    /**
     * A cursor.
     *
     * @param operand shared with the kernels' arguments
     * @param home where it stands
     * @param gathered whether its rows are those of the tokens
     * @param base where a region of SCRATCH or BLOCK begins
     */
    Cursor(
            Operand operand,
            Home home,
            boolean gathered,
            int base,
            SlotArrays memory,
            CurrentBatch batch,
            Worker worker) {
        this.operand = operand;
        this.home = home;
        this.gathered = gathered;
        this.memory = memory;
        this.batch = batch;
        this.worker = worker;
        this.base = base;
    }

    /** Moves row 0 to the worker's first row at a step. */
    void to(int step) {
        Region region = home.region();
        int row = (step + home.shift()) * batch.rows + worker.firstRow;
        switch (region.kind()) {
            case PARAMETERS, GRADIENT, ROW, TABLE -> {
                if (gathered) {
                    operand.indexedBy(batch.tokens, step * batch.rows + worker.firstRow);
                }
            }
            case INPUT, HISTORY -> operand.in(memory.of(region), row * home.stride() + home.column());
            case RING -> {
                int slot = ((step + home.shift()) & 1) * batch.rows + worker.firstRow;
                operand.in(memory.of(region), slot * home.stride() + home.column());
            }
            case SCRATCH -> operand.in(worker.scratch, base * worker.rows + home.column());
            case BLOCK -> operand.in(worker.block, base + home.column());
        }
    }

    /** After {@link #to}: takes the rows of a step in the order of their tokens. */
    void sort(TokenOrder order, int begin) {
        operand.indexedBy(gathered ? order.tokens : order.rows, begin);
    }

    /** Moves row {@code row} of a value that lives for one block only to where the block's first row stands. */
    void toBlock(int row) {
        if (home.region().kind() == Region.Kind.BLOCK) {
            operand.at(base + home.column() - row * home.stride());
        }
    }

    /** Moves row 0 to the batch's first row at the first step. */
    void toAll() {
        Region region = home.region();
        switch (region.kind()) {
            case PARAMETERS, GRADIENT, ROW, TABLE -> {
                operand.at(home.column());
                if (gathered) {
                    operand.indexedBy(batch.tokens, 0);
                }
            }
            case INPUT, HISTORY ->
                operand.in(memory.of(region), home.shift() * batch.rows * home.stride() + home.column());
            case RING -> operand.in(memory.of(region), (home.shift() & 1) * batch.rows * home.stride() + home.column());
            case SCRATCH, BLOCK -> throw new IllegalStateException("a value of one step is read after the last");
        }
    }

    /** Moves to the rows of one token, given all rows in the order of their tokens: a row of a table is the token's own. */
    void toToken(int[] order, int token) {
        if (home.region().kind().hasBatchRows()) {
            toAll();
            operand.indexedBy(order, 0);
        } else {
            operand.at(home.column() + (gathered ? token * home.stride() : 0));
        }
    }

    /** Sets columns {@code [0, width)} of rows {@code [from, to)} to zero. */
    void clear(int from, int to, int width) {
        float[] array = operand.array();
        for (int row = from; row < to; row++) {
            int begin = operand.offset() + row * operand.stride();
            java.util.Arrays.fill(array, begin, begin + width, 0);
        }
    }
}
