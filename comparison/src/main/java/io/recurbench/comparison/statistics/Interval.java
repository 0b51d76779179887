package io.recurbench.comparison.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * A number and where it may lie.
 *
 * @param value the estimate
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double value, double low, double high) {
    /** Whether all of it lies nearer to zero than a bound. */
    public boolean isWithin(double bound) {
        return Math.max(Math.abs(low), Math.abs(high)) < bound;
    }

    /** The interval on another scale, which may run the other way. */
    public Interval map(DoubleUnaryOperator scale) {
        double one = scale.applyAsDouble(low);
        double other = scale.applyAsDouble(high);
        return new Interval(scale.applyAsDouble(value), Math.min(one, other), Math.max(one, other));
    }
}
