package io.recurbench.reports.model;

import java.util.List;

/** The arithmetic of summaries. Numbers that are not finite are left out by {@link #finite}. */
public final class Statistics {
    private Statistics() {}

    /** Those that are finite, in ascending order. */
    public static List<Double> finite(List<Double> values) {
        return values.stream().filter(Double::isFinite).sorted().toList();
    }

    /** The middle of the finite values, the mean of the two middle ones for an even number; NaN for none. */
    public static double median(List<Double> values) {
        List<Double> sorted = finite(values);
        int size = sorted.size();
        if (size == 0) {
            return Double.NaN;
        }
        double upper = sorted.get(size / 2);
        return size % 2 == 1 ? upper : (sorted.get(size / 2 - 1) + upper) / 2;
    }

    /** The lowest of the finite values; NaN for none. */
    public static double low(List<Double> values) {
        List<Double> sorted = finite(values);
        return sorted.isEmpty() ? Double.NaN : sorted.get(0);
    }

    /** The highest of the finite values; NaN for none. */
    public static double high(List<Double> values) {
        List<Double> sorted = finite(values);
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() - 1);
    }
}
