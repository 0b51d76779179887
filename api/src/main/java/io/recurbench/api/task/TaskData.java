package io.recurbench.api.task;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.stability.Stability;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** An opened task. Thread-safe: sources of several trials may be read at once. */
@Stability.Stable
public interface TaskData {

    /** What the task is, in full. */
    TaskSpec spec();

    /**
     * The training batches, from the start. A stream of text ends after one epoch and is then asked for again with the
     * next epoch's number; a generator never ends.
     *
     * @param rows sequences per batch
     * @param seed of the trial's data; the same for every cell and backend
     * @param epoch from 0
     */
    BatchSource training(int rows, long seed, int epoch);

    /**
     * T of the longest batch of {@link #training}, so that the memory of a trial is known before there is a batch. Empty:
     * it is not known, and a few small batches are drawn to see.
     */
    default OptionalInt longestTraining() {
        return OptionalInt.empty();
    }

    /**
     * The batches of an epoch of {@link #training}. Empty: an epoch does not end by itself, as that of a generator, and an
     * experiment that counts epochs has to say how long one is.
     *
     * @param rows sequences per batch, at least 1
     * @throws RecurbenchException of kind USAGE if there is no batch of so many rows
     */
    default OptionalLong batchesPerEpoch(int rows) {
        return OptionalLong.empty();
    }

    /**
     * The sets to evaluate on, each fixed: they depend on the task's options alone, not on the trial.
     *
     * @param rows sequences per batch, at most
     */
    List<EvaluationSet> evaluations(int rows);
}
