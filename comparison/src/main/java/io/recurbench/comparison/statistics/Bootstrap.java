package io.recurbench.comparison.statistics;

import io.recurbench.api.SeededRandom;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.rank.Median;
import org.hipparchus.stat.descriptive.rank.Percentile;

/**
 * An interval by drawing again from what was measured, level by level: blocks (seeds), in each the units of either side
 * (forks), in each its iterations. The quantiles are those of the expanded percentile interval (Hesterberg, 2015, "What
 * Teachers Should Know About the Bootstrap"), which makes up for the few units there are: with three, the interval is the
 * range of all that was drawn.
 *
 * @param confidence how often the interval holds the truth
 * @param resamples how often is drawn
 * @param seed of the draws: the same measurements give the same interval
 */
public record Bootstrap(double confidence, int resamples, long seed) {
    /** The mean difference of blocks, and its interval. */
    public Interval difference(List<Block> blocks, Design design) {
        return interval(Block.difference(blocks), draws(blocks), design.units(blocks));
    }

    /** Mean differences of what was drawn again, as often as is drawn. */
    public double[] draws(List<Block> blocks) {
        double[] drawn = new double[resamples];
        SeededRandom random = new SeededRandom(seed);
        for (int i = 0; i < resamples; i++) {
            drawn[i] = draw(blocks, random);
        }
        return drawn;
    }

    /**
     * The interval of a number that was computed of what was drawn.
     *
     * @param value the number as it was measured
     * @param drawn the number of each draw
     * @param units what stands for itself on the smaller side
     */
    public Interval interval(double value, double[] drawn, int units) {
        double tail = tail(units);
        Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
        percentile.setData(drawn);
        return new Interval(
                value,
                percentile.evaluate(Math.max(100 * tail, Double.MIN_VALUE)),
                percentile.evaluate(100 * (1 - tail)));
    }

    /** The share of draws beyond each end. */
    private double tail(int units) {
        if (units < 2) {
            return 0;
        }
        double t = new TDistribution(units - 1).inverseCumulativeProbability((1 - confidence) / 2);
        return new NormalDistribution().cumulativeProbability(t * Math.sqrt(units / (units - 1.0)));
    }

    private static double draw(List<Block> blocks, SeededRandom random) {
        double sum = 0;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(random.nextInt(blocks.size()));
            sum += block.inTurns()
                    ? drawTurns(block.differences(), random)
                    : drawUnits(block.next(), random) - drawUnits(block.base(), random);
        }
        return sum / blocks.size();
    }

    private static double drawTurns(double[] differences, SeededRandom random) {
        double[] drawn = new double[differences.length];
        Arrays.setAll(drawn, i -> differences[random.nextInt(differences.length)]);
        return new Median().evaluate(drawn);
    }

    private static double drawUnits(List<double[]> units, SeededRandom random) {
        double sum = 0;
        for (int i = 0; i < units.size(); i++) {
            double[] iterations = units.get(random.nextInt(units.size()));
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < iterations.length; j++) {
                least = Math.min(least, iterations[random.nextInt(iterations.length)]);
            }
            sum += least;
        }
        return sum / units.size();
    }
}
