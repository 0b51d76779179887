package io.recurbench.backend;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.stability.Stability;

/**
 * The size of a batch.
 *
 * @param steps T
 * @param rows B
 */
@Stability.Experimental
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
