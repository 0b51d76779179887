package io.recurbench.api;

import java.util.List;

/** An opened task. Thread-safe: sources of several trials may be read at once. */
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
     * The sets to evaluate on, each fixed: they depend on the task's options alone, not on the trial.
     *
     * @param rows sequences per batch, at most
     */
    List<EvaluationSet> evaluations(int rows);
}
