package io.recurbench.comparison.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * What was measured on both sides under the same circumstances: a seed, or two forks that followed each other. Values are
 * costs: less is better.
 *
 * @param base units of the old side (forks of the JVM, repetitions of a seed), each with its iterations
 * @param next units of the new side
 */
public record Block(List<double[]> base, List<double[]> next) {
    /** Copies; neither side may be empty. */
    public Block {
        base = copy(base);
        next = copy(next);
    }

    private static List<double[]> copy(List<double[]> units) {
        if (units.isEmpty() || units.stream().anyMatch(unit -> unit.length == 0)) {
            throw new IllegalArgumentException("a block needs a unit on each side, and each an iteration");
        }
        return units.stream().map(double[]::clone).toList();
    }

    /** How much more the new side costs. */
    public double difference() {
        return mean(next) - mean(base);
    }

    /** The mean of units. */
    public static double mean(List<double[]> units) {
        return units.stream().mapToDouble(Block::least).average().orElseThrow();
    }

    /**
     * What a unit costs: the least of its iterations. Whatever else runs on a machine adds to a time and never takes from
     * it, so the least is the one nearest to the work itself.
     */
    public static double least(double[] iterations) {
        return Arrays.stream(iterations).min().orElseThrow();
    }

    /** The mean difference of blocks. */
    public static double difference(List<Block> blocks) {
        return blocks.stream().mapToDouble(Block::difference).average().orElseThrow();
    }
}
