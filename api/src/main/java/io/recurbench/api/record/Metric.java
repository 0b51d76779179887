package io.recurbench.api.record;

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
public record Metric(
        String name,
        double value,
        String unit,
        Direction direction,
        @Nullable Double chance,
        List<List<Double>> samples) {

    /** Which way is better. */
    public enum Direction {
        /** More is better. */
        HIGHER,
        /** Less is better. */
        LOWER,
        /** Neither: a fact. */
        NONE
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
