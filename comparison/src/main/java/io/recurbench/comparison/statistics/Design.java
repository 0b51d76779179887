package io.recurbench.comparison.statistics;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.inference.MannWhitneyUTest;
import org.hipparchus.stat.inference.TTest;
import org.hipparchus.util.CombinatoricsUtils;

/** How the units of the two sides belong together, and the test that follows from it. */
public enum Design {
    /**
     * Blocks are pairs. Student's t-test of their differences, with one more pair of no difference added: a few pairs that
     * happen to differ alike, as scores in steps do, then prove no more than as many tosses of a coin.
     */
    PAIRED("paired t-test with one pair of no difference added") {
        @Override
        public int units(List<Block> blocks) {
            return blocks.size();
        }

        @Override
        public double p(List<Block> blocks) {
            double[] differences = DoubleStream.concat(
                            blocks.stream().mapToDouble(Block::difference), DoubleStream.of(0))
                    .toArray();
            boolean isZero = DoubleStream.of(differences).allMatch(difference -> difference == 0);
            return isZero ? 1 : new TTest().tTest(0, differences);
        }

        @Override
        public double smallestP(List<Block> blocks) {
            // That of equal differences: with the added pair, t is their number.
            int pairs = blocks.size();
            return 2 * new TDistribution(pairs).cumulativeProbability(-pairs);
        }
    },
    /** Only the sides are known of the units. Mann and Whitney's U-test, which takes no shape of the noise for granted. */
    UNPAIRED("Mann-Whitney U-test") {
        @Override
        public int units(List<Block> blocks) {
            return Math.min(
                    blocks.stream().mapToInt(block -> block.base().size()).sum(),
                    blocks.stream().mapToInt(block -> block.next().size()).sum());
        }

        @Override
        public double p(List<Block> blocks) {
            double[] base = units(blocks.stream().map(Block::base));
            double[] next = units(blocks.stream().map(Block::next));
            // Where values are equal the library approximates, and few units prove less than that.
            return Math.max(smallestP(blocks), new MannWhitneyUTest().mannWhitneyUTest(base, next));
        }

        @Override
        public double smallestP(List<Block> blocks) {
            int base = blocks.stream().mapToInt(block -> block.base().size()).sum();
            int next = blocks.stream().mapToInt(block -> block.next().size()).sum();
            return Math.min(1, 2 / CombinatoricsUtils.binomialCoefficientDouble(base + next, base));
        }

        private double[] units(Stream<List<double[]>> sides) {
            return sides.flatMap(List::stream).mapToDouble(Block::least).toArray();
        }
    };

    private final String test;

    Design(String test) {
        this.test = test;
    }

    /** Name of the test. */
    public String test() {
        return test;
    }

    /** What stands for itself: so many times was something measured that could have come out otherwise. */
    public abstract int units(List<Block> blocks);

    /** How likely differences of this size are where there is none; two-sided. */
    public abstract double p(List<Block> blocks);

    /** The least that {@link #p} can be with so many units, however large the difference. */
    public abstract double smallestP(List<Block> blocks);
}
