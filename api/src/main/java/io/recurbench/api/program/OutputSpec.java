package io.recurbench.api.program;

/**
 * What the model writes at each position, and how it is scored.
 *
 * @param loss the loss
 * @param width classes, or numbers in a row
 */
public record OutputSpec(LossKind loss, int width) {
    /** Checks the width. */
    public OutputSpec {
        if (width < 1) {
            throw new IllegalArgumentException("an output needs at least one column, not " + width);
        }
    }

    /** The loss of one scored position; a batch's loss is the mean over its scored positions. */
    public enum LossKind {
        /** {@code -log softmax(z)[target]}, in nats. */
        SOFTMAX_CROSS_ENTROPY,
        /** Mean over the columns of {@code (z - target)^2}. */
        MEAN_SQUARED_ERROR
    }

    /** One of {@code classes} classes, scored with softmax cross-entropy. */
    public static OutputSpec classes(int classes) {
        return new OutputSpec(LossKind.SOFTMAX_CROSS_ENTROPY, classes);
    }

    /** {@code width} numbers, scored with the mean squared error. */
    public static OutputSpec numbers(int width) {
        return new OutputSpec(LossKind.MEAN_SQUARED_ERROR, width);
    }
}
