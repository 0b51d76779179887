package io.recurbench.api.backend;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.stability.Stability;

/**
 * A program on a device, with its parameters, optimiser and hidden state. Not thread-safe: one thread at a time.
 *
 * <p>Batches may differ in steps and rows from one call to the next without recompiling. Training and evaluation keep
 * hidden states of their own, so evaluating in between does not disturb a carried training stream; a carried batch must
 * have as many rows as the one before. When a method returns, its work is done: the device is synchronised. An answer
 * follows from what the batch holds at the call, not from its object, and belongs to the caller, who may overwrite it.
 * After {@link #close()} every other method throws IllegalStateException; closing twice is allowed.
 *
 * <p>Batches that do not fit the program (other kind of input, a scored position without target, tokens or targets out
 * of range, a carried first batch) are refused with an IllegalArgumentException that says what was expected, before
 * anything is changed; {@link BatchCheck} makes these checks. A batch without any scored position is allowed: its loss
 * is 0, its gradient zero, and a step on it is an update with that gradient.
 */
@Stability.Stable
public interface Trainer extends AutoCloseable {

    /**
     * One step of training: forward, backward, update.
     *
     * @return mean loss over the scored positions, before the update; not finite if training has diverged
     */
    double step(Batch batch, double learningRate);

    /** Scores a batch with the evaluation graph. */
    Evaluation evaluate(Batch batch);

    /** Loss and gradient of a batch from the training graph, changing nothing but the carried state. */
    Gradients gradients(Batch batch);

    /** A copy of all state. */
    TrainerState export();

    /**
     * Puts all state back. The arrays are copied. The evaluation stream ends: the next batch to evaluate must not be
     * carried.
     */
    void restore(TrainerState state);

    /** Bytes of memory held now, on host and device together, that depend on the program and the largest batch so far. */
    long memoryBytes();

    @Override
    void close();
}
