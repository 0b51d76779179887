package io.recurbench.comparison.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.SeededRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DesignTest {
    private static List<Block> pairs(double... differences) {
        List<Block> blocks = new ArrayList<>();
        for (double difference : differences) {
            blocks.add(new Block(List.of(new double[] {1}), List.of(new double[] {1 + difference})));
        }
        return blocks;
    }

    private static List<Block> sides(double[] base, double[] next) {
        List<double[]> forksOfBase = new ArrayList<>();
        List<double[]> forksOfNext = new ArrayList<>();
        for (double time : base) {
            forksOfBase.add(new double[] {time});
        }
        for (double time : next) {
            forksOfNext.add(new double[] {time});
        }
        return List.of(new Block(forksOfBase, forksOfNext));
    }

    @Test
    void pairsThatAllDifferAlikeProveNoMoreThanTheirNumber() {
        // Student's t of n at n degrees of freedom, by its closed forms.
        double[] smallest = {0.5, 1 - 2 / Math.sqrt(6), 0.05766889, 0.01613009, 0.00410472, 0.00096504};
        for (int n = 1; n <= smallest.length; n++) {
            double[] alike = new double[n];
            Arrays.fill(alike, 0.25);
            assertThat(Design.PAIRED.smallestP(pairs(alike))).isEqualTo(smallest[n - 1], within(1e-6));
            assertThat(Design.PAIRED.p(pairs(alike))).isEqualTo(smallest[n - 1], within(1e-6));
        }
    }

    @Test
    void pairsWithoutAnyDifferenceAreNoProofOfAnything() {
        assertThat(Design.PAIRED.p(pairs(0, 0, 0))).isEqualTo(1);
        assertThat(Design.PAIRED.p(pairs(0.1, -0.1, 0.1, -0.1))).isEqualTo(1);
    }

    @Test
    void forksApartProveNoMoreThanTheirNumber() {
        assertThat(Design.UNPAIRED.p(sides(new double[] {1, 2}, new double[] {3, 4})))
                .isEqualTo(1 / 3.0, within(1e-9));
        assertThat(Design.UNPAIRED.p(sides(new double[] {1, 2, 3, 4}, new double[] {5, 6, 7, 8})))
                .isEqualTo(2 / 70.0, within(1e-9));
        // Equal values, where the library approximates.
        assertThat(Design.UNPAIRED.p(sides(new double[] {1, 1, 1}, new double[] {2, 2, 2})))
                .isGreaterThanOrEqualTo(0.1);
        assertThat(Design.UNPAIRED.p(sides(new double[] {1, 1}, new double[] {1, 1})))
                .isGreaterThan(0.5);
    }

    @Test
    void holmIsThatOfTheBook() {
        // p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") of R.
        assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
        assertThat(Holm.adjust(new double[] {})).isEmpty();
        assertThat(Holm.adjust(new double[] {0.9, 0.8})).containsExactly(1, 1);
    }

    /** How often the interval holds the truth, where few units make that hard. */
    @Test
    void anIntervalHoldsTheTruthAsOftenAsItSays() {
        SeededRandom random = new SeededRandom(11);
        for (int units : new int[] {4, 8}) {
            int held = 0;
            int tries = 300;
            for (int i = 0; i < tries; i++) {
                double[] differences = new double[units];
                Arrays.setAll(differences, j -> 0.3 + random.nextGaussian());
                Interval interval = new Bootstrap(0.95, 1_000, i).difference(pairs(differences), Design.PAIRED);
                held += interval.low() <= 0.3 && 0.3 <= interval.high() ? 1 : 0;
            }
            assertThat(held / (double) tries).as("%d units", units).isBetween(0.85, 0.99);
        }
    }

    @Test
    void levelsAreNested() {
        // Two seeds far apart, each with forks that agree: the interval is as wide as the seeds are.
        List<Block> seeds = List.of(
                new Block(List.of(new double[] {1}, new double[] {1}), List.of(new double[] {1.5}, new double[] {1.5})),
                new Block(
                        List.of(new double[] {1}, new double[] {1}), List.of(new double[] {2.5}, new double[] {2.5})));
        Interval interval = new Bootstrap(0.95, 1_000, 1).difference(seeds, Design.PAIRED);
        assertThat(interval).isEqualTo(new Interval(1, 0.5, 1.5));
        // One seed, forks that differ: as wide as these.
        List<Block> forks = List.of(new Block(
                List.of(new double[] {1, 9}, new double[] {2}), List.of(new double[] {3, 3}, new double[] {4})));
        Interval ofForks = new Bootstrap(0.95, 4_000, 1).difference(forks, Design.UNPAIRED);
        assertThat(ofForks.value()).isEqualTo(2);
        assertThat(ofForks.high()).isEqualTo(3);
        assertThat(ofForks.low()).isLessThan(-1);
    }
}
