package io.recurbench.cpu.exec;

import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.plan.PlannedPlace;
import io.recurbench.cpu.plan.PlannedSlot;
import java.util.Arrays;

/** An operand of one instruction of one thread, and how it moves from step to step. */
final class Cursor {
    final Operand operand;
    private final PlannedPlace place;
    private final boolean byToken;
    private final SlotArrays memory;
    private final CurrentBatch batch;
    private final Worker worker;
    private final int base;

    /**
     * A cursor.
     *
     * @param operand shared with the kernels' arguments
     * @param place where it stands
     * @param byToken whether its rows are those of the tokens
     * @param base where a slot of STEP or CHAIN begins
     */
    Cursor(
            Operand operand,
            PlannedPlace place,
            boolean byToken,
            int base,
            SlotArrays memory,
            CurrentBatch batch,
            Worker worker) {
        this.operand = operand;
        this.place = place;
        this.byToken = byToken;
        this.memory = memory;
        this.batch = batch;
        this.worker = worker;
        this.base = base;
    }

    /** Moves row 0 to the worker's first row at a step. */
    void to(int step) {
        PlannedSlot slot = place.slot();
        switch (slot.kind()) {
            case PARAMETERS, GRADIENT, TABLE -> {
                if (byToken) {
                    operand.indexedBy(batch.tokens, step * batch.rows + worker.firstRow);
                }
            }
            case INPUT, BATCH, HISTORY, RING ->
                operand.in(memory.of(slot), place.offset(step, worker.firstRow, batch.rows));
            case STEP -> operand.in(worker.step, base * worker.rows + place.column());
            case CHAIN -> operand.in(worker.chain, base + place.column());
        }
    }

    /** After {@link #to}: takes the rows of a step in the order of their tokens. */
    void sort(TokenOrder order, int begin) {
        operand.indexedBy(byToken ? order.tokens : order.rows, begin);
    }

    /** Moves row {@code row} of a value that lives for one block only to where the block's first row stands. */
    void toBlock(int row) {
        if (place.slot().kind() == PlannedSlot.Kind.CHAIN) {
            operand.at(base + place.column() - row * place.stride());
        }
    }

    /** Moves row 0 to the batch's first row at the first step. */
    void toAll() {
        PlannedSlot slot = place.slot();
        switch (slot.kind()) {
            case PARAMETERS, GRADIENT, TABLE -> {
                operand.at(place.column());
                if (byToken) {
                    operand.indexedBy(batch.tokens, 0);
                }
            }
            case INPUT, BATCH, HISTORY, RING -> operand.in(memory.of(slot), place.offset(0, 0, batch.rows));
            case STEP, CHAIN -> throw new IllegalStateException("a value of one step is read after the last");
        }
    }

    /** Moves to the rows of one token, given all rows in the order of their tokens: a row of a table is the token's own. */
    void toToken(int[] order, int token) {
        if (place.slot().kind().hasBatchRows()) {
            toAll();
            operand.indexedBy(order, 0);
        } else {
            operand.at(place.column() + (byToken ? token * place.stride() : 0));
        }
    }

    /** Sets columns {@code [0, width)} of rows {@code [from, to)} to zero. */
    void clear(int from, int to, int width) {
        float[] array = operand.array();
        for (int row = from; row < to; row++) {
            int begin = operand.offset() + row * operand.stride();
            Arrays.fill(array, begin, begin + width, 0);
        }
    }
}
