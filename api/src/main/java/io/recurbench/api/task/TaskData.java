package io.recurbench.api.task;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.record.Metric;
import io.recurbench.api.stability.Stability;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

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

    /**
     * Metrics of the task's own beside its score, for a test or validation set at the tested parameters: what follows from
     * the sums that every backend keeps, for instance the share of a variance that is explained.
     *
     * @param set one of {@link #evaluations}
     * @param total what was reached on all of its batches, by position in the sequence; carried batches go on where the
     *     one before ended
     * @return metrics whose names are words with hyphens ({@code "r-squared"}); the records put the set's name in front. Not one
     *     that the harness measures itself ({@code loss}, {@code accuracy}, the score ...)
     */
    default List<Metric> metrics(EvaluationSet set, Evaluation total) {
        return List.of();
    }

    /**
     * A second way to the answers, for the conformance kit to compare with those of the batches. Empty: there is none.
     */
    default Optional<SecondMethod> secondMethod() {
        return Optional.empty();
    }

    /**
     * Names of those sets of {@link #evaluations} of which no sequence is ever trained on. A task whose sequences are drawn
     * anew, short ones among them, promises nothing.
     */
    default Set<String> heldOut() {
        return Set.of();
    }
}
