package io.recurbench.leaderboard;

import io.recurbench.comparison.statistics.Block;
import io.recurbench.comparison.statistics.Bootstrap;
import io.recurbench.comparison.statistics.Design;
import io.recurbench.comparison.statistics.Interval;
import java.util.List;

/** Means with intervals: draws again over what stands for itself, seeds for quality and forks for speed. */
final class Weighed {
    static final Bootstrap BOOTSTRAP = new Bootstrap(Rules.CONFIDENCE, 1000, 1);

    private Weighed() {}

    /** The mean of seeds; with infinite ends if there is one alone, since nothing is known of how far it may be off. */
    static Interval mean(List<Double> seeds) {
        List<Block> blocks = seeds.stream()
                .map(value -> new Block(List.of(new double[1]), List.of(new double[] {value})))
                .toList();
        return seeds.size() < 2
                ? new Interval(seeds.get(0), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                : BOOTSTRAP.difference(blocks, Design.PAIRED);
    }

    /** An interval with the least difference that counts, half on each side: two that differ by less overlap. */
    static Interval widened(Interval interval, double least) {
        return new Interval(interval.value(), interval.low() - least / 2, interval.high() + least / 2);
    }
}
