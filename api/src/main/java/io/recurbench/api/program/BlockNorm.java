package io.recurbench.api.program;

import io.recurbench.api.stability.Stability;

/**
 * The norm by which each block of a row is divided: {@code max(sqrt(x . x + epsilon), 1e-12)}.
 *
 * <p>Without an epsilon a block is divided by its L2 norm; a block of zeros stays zero, but has no derivative: its adjoint
 * comes out {@code 1e12} times too large. With an epsilon the quotient is smooth: where {@code x . x} is far below the
 * epsilon it is {@code x / sqrt(epsilon)}, and so is its derivative.
 *
 * @param blocks equally wide parts of the row, each with a norm of its own
 * @param epsilon added to the sum of squares, >= 0
 */
@Stability.Experimental
public record BlockNorm(int blocks, double epsilon) {
    /** The smallest norm that is divided by. */
    public static final double SMALLEST = 1e-12;

    /** Checks the bounds. */
    public BlockNorm {
        if (blocks < 1 || !(epsilon >= 0) || epsilon == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "a norm has blocks >= 1 and a finite epsilon >= 0, not " + blocks + " and " + epsilon);
        }
    }

    /** The norm of a block with this sum of squares. */
    public double of(double squares) {
        return Math.max(Math.sqrt(squares + epsilon), SMALLEST);
    }
}
