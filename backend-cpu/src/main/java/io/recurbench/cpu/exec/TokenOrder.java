package io.recurbench.cpu.exec;

import java.util.Arrays;

/**
 * For each step the rows of a worker's share in the order of their tokens, so that rows with the same token's matrix are
 * neighbours and load it once.
 */
final class TokenOrder {
    private final CurrentBatch batch;
    private final Worker worker;
    private boolean used;
    private long[] keys = {};
    /** At {@code step * rows + i} of the share the i-th row of the step. */
    int[] rows = {};
    /** Its token. */
    int[] tokens = {};

    TokenOrder(CurrentBatch batch, Worker worker) {
        this.batch = batch;
        this.worker = worker;
    }

    /** Says that the order will be read. */
    TokenOrder use() {
        used = true;
        return this;
    }

    /** Where a step begins. */
    int begin(int step) {
        return step * worker.rows;
    }

    /** Sorts all steps of the batch. */
    void sort() {
        int share = worker.rows;
        if (!used || share == 0) {
            return;
        }
        if (rows.length < batch.steps * share) {
            rows = new int[batch.steps * share];
            tokens = new int[batch.steps * share];
        }
        if (keys.length < share) {
            keys = new long[share];
        }
        for (int step = 0; step < batch.steps; step++) {
            int first = step * batch.rows + worker.firstRow;
            for (int row = 0; row < share; row++) {
                keys[row] = (long) batch.tokens[first + row] << 32 | row;
            }
            Arrays.sort(keys, 0, share);
            for (int i = 0; i < share; i++) {
                rows[step * share + i] = (int) keys[i];
                tokens[step * share + i] = (int) (keys[i] >> 32);
            }
        }
    }

    long bytes() {
        return 4L * (rows.length + tokens.length) + 8L * keys.length;
    }
}
