package io.recurbench.comparison.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The correction for many comparisons of Holm (1979): the chance that any of them raises a false alarm stays below the
 * level, however they depend on each other.
 */
public final class Holm {
    private Holm() {}

    /** The adjusted p-values, in the order of the given ones. */
    public static double[] adjust(double[] p) {
        int[] ascending = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = Arrays.copyOf(p, p.length);
        double most = 0;
        for (int rank = 0; rank < p.length; rank++) {
            most = Math.max(most, Math.min(1, (p.length - rank) * p[ascending[rank]]));
            adjusted[ascending[rank]] = most;
        }
        return adjusted;
    }
}
