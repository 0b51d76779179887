package io.recurbench.api.service;

import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.stability.Stability;
import java.util.function.Supplier;

/**
 * Which trainer to time and to watch.
 *
 * @param backend the backend that opens it
 * @param trainer what it is opened with
 * @param call what is timed
 * @param learningRate of every step
 * @param batches makes the endless sequence of the timed batches from its start, the same each time and each time in arrays
 *     of its own. All are of one size and none is carried. A sequence writes over the batch that it gave last when it is
 *     asked for the next: no two batches that were ever given hold the same, so that nothing can be remembered
 * @param seed of what is chosen at random: rows, and the call that is checked
 */
@Stability.Experimental
public record AuditRequest(
        Backend backend,
        TrainerRequest trainer,
        Call call,
        double learningRate,
        Supplier<BatchSource> batches,
        long seed) {

    /** The method of {@link Trainer} that is timed. */
    public enum Call {
        /** {@link Trainer#step}. */
        STEP,
        /** {@link Trainer#gradients}. */
        GRADIENTS,
        /** {@link Trainer#evaluate}. */
        EVALUATE
    }
}
