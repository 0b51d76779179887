package io.recurbench.reports.model;

import io.recurbench.api.record.Metric;
import java.util.Comparator;
import java.util.List;

/** The arithmetic of summaries. */
public final class Statistics {
    private Statistics() {}

    /** Those that are finite, in ascending order: what axes are fitted to. */
    public static List<Double> finite(List<Double> values) {
        return values.stream().filter(Double::isFinite).sorted().toList();
    }

    /**
     * All of them in ascending order. What is not a number is worse than every number and stands at that end, so that a
     * median counts the seeds that came to nothing.
     */
    static List<Double> ascending(List<Double> values, Metric.Direction direction) {
        Comparator<Double> numbersFirst = Comparator.naturalOrder();
        return values.stream()
                .sorted(
                        direction == Metric.Direction.HIGHER
                                ? Comparator.comparing((Double value) -> !value.isNaN())
                                        .thenComparing(numbersFirst)
                                : numbersFirst)
                .toList();
    }

    /** The middle of all values, the mean of the two middle ones for an even number; NaN for none. */
    public static double median(List<Double> values, Metric.Direction direction) {
        return middle(ascending(values, direction));
    }

    /** The middle of the finite values, the mean of the two middle ones for an even number; NaN for none. */
    public static double median(List<Double> values) {
        return middle(finite(values));
    }

    private static double middle(List<Double> sorted) {
        int size = sorted.size();
        if (size == 0) {
            return Double.NaN;
        }
        double upper = sorted.get(size / 2);
        return size % 2 == 1 ? upper : (sorted.get(size / 2 - 1) + upper) / 2;
    }

    /** The lowest of the finite values; NaN for none. */
    public static double low(List<Double> values) {
        return first(finite(values));
    }

    /** The highest of the finite values; NaN for none. */
    public static double high(List<Double> values) {
        return last(finite(values));
    }

    static double first(List<Double> sorted) {
        return sorted.isEmpty() ? Double.NaN : sorted.get(0);
    }

    static double last(List<Double> sorted) {
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() - 1);
    }
}
