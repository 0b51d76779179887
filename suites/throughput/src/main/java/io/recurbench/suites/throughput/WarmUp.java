package io.recurbench.suites.throughput;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a JVM's iterations, those of its warm-up first, say of how it warms up. The best iteration of each third is looked at:
 * what else a machine does only adds to a time, so a burst in one third looks like nothing.
 */
final class WarmUp {
    /** A third is slower or faster than another from this factor on. */
    private static final double MARGIN = 1.05;

    /** Three for each third. */
    private static final int FEWEST = 9;

    private WarmUp() {}

    /** How a JVM ends up. */
    enum Kind {
        STEADY("steady"),
        SLOWDOWN("slowdown: it was faster before"),
        NO_STEADY_STATE("no steady state: it was still becoming faster"),
        UNKNOWN("unknown: too few iterations");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /**
     * All forks in words.
     *
     * @param forks milliseconds of the iterations of each, in order, those of the warm-up first
     */
    static String describe(List<List<Double>> forks) {
        List<Kind> kinds = forks.stream().map(WarmUp::of).toList();
        Set<Kind> different = EnumSet.copyOf(kinds);
        if (different.size() == 1) {
            return kinds.get(0).words;
        }
        List<String> counts = new ArrayList<>();
        for (Kind kind : different) {
            long count = kinds.stream().filter(own -> own == kind).count();
            counts.add(count + " of " + kinds.size() + " " + kind.words);
        }
        return "inconsistent between forks: " + String.join("; ", counts);
    }

    static Kind of(List<Double> iterations) {
        int size = iterations.size();
        if (size < FEWEST) {
            return Kind.UNKNOWN;
        }
        double[] best = IntStream.range(0, 3)
                .mapToDouble(third -> iterations.subList(third * size / 3, (third + 1) * size / 3).stream()
                        .mapToDouble(Double::doubleValue)
                        .min()
                        .orElseThrow())
                .toArray();
        if (best[2] > MARGIN * Math.min(best[0], best[1])) {
            return Kind.SLOWDOWN;
        }
        return best[1] > MARGIN * best[2] ? Kind.NO_STEADY_STATE : Kind.STEADY;
    }
}
