package io.recurbench.api;

import java.util.function.Supplier;

/**
 * A fixed set of batches to evaluate on.
 *
 * @param name unique in the task: {@code "validation"}, {@code "test"}, {@code "length-500"}
 * @param role what the harness does with it
 * @param length positions per sequence, the {@code x} of a curve over lengths
 * @param batches gives the batches from the start; a long sequence may come as several batches, the later ones carried,
 *     so that memory does not grow with the length
 */
public record EvaluationSet(String name, Role role, int length, Supplier<BatchSource> batches) {

    /** What the harness does with a set. */
    public enum Role {
        /** Evaluated during training: drives the learning rate, early stopping and the choice of the best update. */
        VALIDATION,
        /** The task's score: evaluated at the best update. */
        TEST,
        /** One point of the curve over lengths: evaluated at the best update. */
        LENGTH
    }
}
