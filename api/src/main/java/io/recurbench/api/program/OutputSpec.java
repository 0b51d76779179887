package io.recurbench.api.program;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.stability.Stability;

/**
 * What the model writes at each position, and how it is scored.
 *
 * @param loss the loss
 * @param width classes, or numbers in a row
 * @param labelSmoothing s in [0, 1): in training the target of a class is {@code (1 - s) onehot + s / width} instead of
 *     {@code onehot} (Szegedy et al., CVPR 2016, section 7). Evaluation always scores against the class itself
 */
@Stability.Stable
public record OutputSpec(LossKind loss, int width, double labelSmoothing) {
    /** Checks the bounds. */
    public OutputSpec {
        if (width < 1) {
            throw new IllegalArgumentException("an output needs at least one column, not " + width);
        }
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw RecurbenchException.usage("label smoothing lies in [0, 1), not at " + labelSmoothing);
        }
        if (labelSmoothing > 0 && loss != LossKind.SOFTMAX_CROSS_ENTROPY) {
            throw RecurbenchException.usage(
                    "label smoothing is for tasks with classes; this one asks for numbers. Leave it out");
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
        return new OutputSpec(LossKind.SOFTMAX_CROSS_ENTROPY, classes, 0);
    }

    /** {@code width} numbers, scored with the mean squared error. */
    public static OutputSpec numbers(int width) {
        return new OutputSpec(LossKind.MEAN_SQUARED_ERROR, width, 0);
    }

    /** The same with smoothed targets in training. */
    public OutputSpec smoothed(double smoothing) {
        return new OutputSpec(loss, width, smoothing);
    }
}
