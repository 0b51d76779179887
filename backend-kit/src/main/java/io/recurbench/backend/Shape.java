package io.recurbench.backend;

import io.recurbench.api.batch.Batch;

/**
 * The size of a batch.
 *
 * @param steps T
 * @param rows B
 */
public record Shape(int steps, int rows) {
    /** That of a batch. */
    public static Shape of(Batch batch) {
        return new Shape(batch.steps(), batch.rows());
    }

    /** T x B. */
    public int positions() {
        return Math.multiplyExact(steps, rows);
    }
}
