package io.recurbench.api.task;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.stability.Stability;

/**
 * A way to the answers of a task other than the one by which it makes its batches: slow and plain, from the definition
 * rather than step by step. Two ways seldom make the same mistake.
 */
@FunctionalInterface
@Stability.Experimental
public interface SecondMethod {

    /**
     * The right answers of a sequence.
     *
     * @param sequence a whole one, its windows joined: one row, not carried, scored where the task scores it. Nothing is
     *     told by its targets
     * @return {@code [T]} classes, or {@code [T x width]} numbers; NaN where this way has no answer. What stands at
     *     positions that are not scored is ignored
     */
    double[] answers(Batch sequence);
}
