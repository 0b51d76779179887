package io.recurbench.api.task;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.stability.Stability;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * A fixed set of batches to evaluate on.
 *
 * @param name unique in the task: {@code "validation"}, {@code "test"}, {@code "length-500"}
 * @param role what the harness does with it
 * @param length the {@code x} of a curve over lengths, in the task's own unit of length (positions, unless the protocol
 *     says otherwise)
 * @param chance what the best constant answer reaches on this set, where it differs from the task's: labels need not be
 *     equally frequent at every length. Empty: {@link TaskSpec#chance()} holds
 * @param batches gives the batches from the start, and null after the last of them; a long sequence may come as several batches, the later ones carried,
 *     so that memory does not grow with the length
 */
@Stability.Stable
public record EvaluationSet(String name, Role role, int length, OptionalDouble chance, Supplier<BatchSource> batches) {

    /** A set that gives more positions than this counts as one that never ends: 2^29, twice as many as any that is known. */
    public static final long MOST_POSITIONS = 1L << 29;

    /** What the harness does with a set. */
    public enum Role {
        /**
         * Evaluated during training. The first one drives the learning rate, early stopping and the choice of the best
         * update; further ones are curves to look at.
         */
        VALIDATION,
        /** The task's score: evaluated at the best update. */
        TEST,
        /** One point of the curve over lengths: evaluated at the best update. */
        LENGTH
    }

    /** A set whose chance level is the task's. */
    public EvaluationSet(String name, Role role, int length, Supplier<BatchSource> batches) {
        this(name, role, length, OptionalDouble.empty(), batches);
    }

    /**
     * Reads the set from the start to see whether it ends within {@link #MOST_POSITIONS}.
     *
     * @param between called before each batch; what it throws ends the reading
     */
    public boolean ends(Runnable between) {
        BatchSource source = batches.get();
        long positions = 0;
        for (Batch batch = source.next(); batch != null; batch = source.next()) {
            between.run();
            positions += (long) batch.steps() * batch.rows();
            if (positions > MOST_POSITIONS) {
                return false;
            }
        }
        return true;
    }
}
