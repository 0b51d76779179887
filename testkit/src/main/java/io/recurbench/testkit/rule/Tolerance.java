package io.recurbench.testkit.rule;

import io.recurbench.api.stability.Stability;

/**
 * How far a number may be off: {@code absolute + relative * max|expected tensor|}. See {@link Tolerances} for the values
 * and their reasons.
 *
 * @param absolute at least 0
 * @param relative to the largest entry of the expected tensor, at least 0
 */
@Stability.Experimental
public record Tolerance(double absolute, double relative) {

    /** The same bits. */
    public static final Tolerance NONE = new Tolerance(0, 0);

    /** The same, this many times wider. */
    public Tolerance times(double factor) {
        return new Tolerance(absolute * factor, relative * factor);
    }

    /** The largest absolute error that passes for an expected tensor; what is not finite does not count. */
    public double of(double[] expected) {
        double largest = 0;
        for (double value : expected) {
            if (Double.isFinite(value)) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return absolute + relative * largest;
    }
}
