package io.recurbench.api.record;

import io.recurbench.api.stability.Stability;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One measured number.
 *
 * @param name what was measured, with the set it was measured on: {@code "test/normalised-accuracy"}
 * @param value the summary, the median where there are several samples; NaN and infinities are allowed
 * @param unit {@code "1"} for a ratio, {@code "bit/char"}, {@code "nat"}, {@code "ms/op"}, {@code "token/s"}, {@code "byte"}
 * @param direction which way is better
 * @param chance the value of guessing, or null if that has no meaning
 * @param samples every raw sample behind the value, in order; for JMH fork by fork
 */
@Stability.Stable
public record Metric(
        String name,
        double value,
        String unit,
        Direction direction,
        @Nullable Double chance,
        List<List<Double>> samples) {

    /**
     * Which way is better. All who compare scores ask here, so that they agree on values that are not finite: infinities are
     * numbers like others, and what is not a number is worse than every number.
     */
    public enum Direction {
        /** More is better. */
        HIGHER,
        /** Less is better. */
        LOWER,
        /** Neither: a fact. */
        NONE;

        /** Whether one value is better than another; of facts none is. */
        public boolean isBetter(double one, double other) {
            if (this == NONE || Double.isNaN(one)) {
                return false;
            }
            return Double.isNaN(other) || (this == HIGHER ? one > other : one < other);
        }

        /**
         * Whether one value is better than another by more than a margin. Beside a value that is not finite no margin can be
         * told, and whatever is better is so by enough.
         *
         * @param margin finite, not negative
         */
        public boolean isBetter(double one, double other, double margin) {
            if (!Double.isFinite(other)) {
                return isBetter(one, other);
            }
            return isBetter(one, this == HIGHER ? other + margin : other - margin);
        }
    }

    /** Copies. */
    public Metric {
        samples = samples.stream().map(List::copyOf).toList();
    }

    /** A metric with one sample and no chance level. */
    public static Metric of(String name, double value, String unit, Direction direction) {
        return new Metric(name, value, unit, direction, null, List.of());
    }
}
