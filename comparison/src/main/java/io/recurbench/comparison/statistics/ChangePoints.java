package io.recurbench.comparison.statistics;

import io.recurbench.api.SeededRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a series becomes another one: E-divisive (Matteson and James, 2014, "A Nonparametric Approach for Multiple Change Point
 * Analysis of Multivariate Data"), which Apache Otava and MongoDB use on histories of benchmarks. The split with the greatest
 * energy distance between its sides is looked for, tested by permutations, and both pieces are searched likewise. It takes no
 * shape of the noise for granted, and finds a change of level as well as one of spread.
 *
 * @param level a split counts where fewer permutations than this share are split as well
 * @param permutations most permutations of a test; it ends before where its outcome is sure
 * @param seed of the permutations: the same series gives the same changes
 */
public record ChangePoints(double level, int permutations, long seed) {
    /** The least values on each side of a split: the distance within a side needs two. */
    private static final int LEAST = 2;

    /** 5 %, 999 permutations. */
    public static ChangePoints standard() {
        return new ChangePoints(0.05, 999, 1);
    }

    /** The indices at which a new piece begins, in rising order. */
    public List<Integer> of(double[] series) {
        List<Integer> changes = new ArrayList<>();
        search(series, 0, series.length, changes);
        return changes.stream().sorted().toList();
    }

    private void search(double[] series, int from, int to, List<Integer> changes) {
        if (to - from < 2 * LEAST) {
            return;
        }
        double[] piece = Arrays.copyOfRange(series, from, to);
        Split best = best(piece);
        if (best.statistic() > 0 && isReal(piece, best.statistic())) {
            changes.add(from + best.at());
            search(series, from, from + best.at(), changes);
            search(series, from + best.at(), to, changes);
        }
    }

    private boolean isReal(double[] piece, double statistic) {
        SeededRandom random = new SeededRandom(seed);
        int[] order = new int[piece.length];
        double[] shuffled = new double[piece.length];
        int asLarge = 0;
        double most = level * (permutations + 1) - 1;
        for (int i = 0; i < permutations && asLarge <= most; i++) {
            for (int k = 0; k < order.length; k++) {
                order[k] = k;
            }
            random.shuffle(order);
            for (int k = 0; k < order.length; k++) {
                shuffled[k] = piece[order[k]];
            }
            // The sums are formed in another order, so that equal splits may differ in the last bits.
            if (best(shuffled).statistic() >= statistic * (1 - 1e-9)) {
                asLarge++;
            }
        }
        return asLarge <= most;
    }

    private record Split(int at, double statistic) {}

    /**
     * The split of the greatest statistic. The right side may end before the piece does, so that a change that is taken back is
     * seen.
     */
    private static Split best(double[] piece) {
        double[][] sums = sums(piece);
        Split best = new Split(0, 0);
        for (int at = LEAST; at <= piece.length - LEAST; at++) {
            for (int end = at + LEAST; end <= piece.length; end++) {
                double statistic = statistic(sums, at, end);
                if (statistic > best.statistic()) {
                    best = new Split(at, statistic);
                }
            }
        }
        return best;
    }

    /** {@code [i][j]}: the sum of distances between all of the first i values and all of the first j. */
    private static double[][] sums(double[] piece) {
        int count = piece.length;
        double[][] sums = new double[count + 1][count + 1];
        for (int i = 0; i < count; i++) {
            double row = 0;
            for (int j = 0; j < count; j++) {
                row += Math.abs(piece[i] - piece[j]);
                sums[i + 1][j + 1] = sums[i][j + 1] + row;
            }
        }
        return sums;
    }

    /** Scaled energy distance between the values before a split and those from it on. */
    private static double statistic(double[][] sums, int at, int end) {
        double left = at;
        double right = end - at;
        double across = sums[at][end] - sums[at][at];
        double withinLeft = sums[at][at];
        double withinRight = sums[end][end] - 2 * sums[at][end] + sums[at][at];
        double distance =
                2 * across / (left * right) - withinLeft / (left * (left - 1)) - withinRight / (right * (right - 1));
        return left * right / (left + right) * distance;
    }
}
