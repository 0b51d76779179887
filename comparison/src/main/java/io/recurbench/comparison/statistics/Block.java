package io.recurbench.comparison.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.stat.descriptive.rank.Median;

/**
 * What was measured on both sides under the same circumstances: a seed, or two forks that ran beside each other. Values are
 * costs: less is better.
 *
 * @param base units of the old side (forks of the JVM, repetitions of a seed), each with its iterations
 * @param next units of the new side
 * @param inTurns whether the iterations of the one unit on either side were made in turns, so that they are pairs too
 */
public record Block(List<double[]> base, List<double[]> next, boolean inTurns) {
    /** Copies; neither side may be empty. */
    public Block {
        base = copy(base);
        next = copy(next);
        if (inTurns && (base.size() != 1 || next.size() != 1 || base.get(0).length != next.get(0).length)) {
            throw new IllegalArgumentException("turns are taken by two units of as many iterations");
        }
    }

    /** A block whose iterations know nothing of each other. */
    public Block(List<double[]> base, List<double[]> next) {
        this(base, next, false);
    }

    private static List<double[]> copy(List<double[]> units) {
        if (units.isEmpty() || units.stream().anyMatch(unit -> unit.length == 0)) {
            throw new IllegalArgumentException("a block needs a unit on each side, and each an iteration");
        }
        return units.stream().map(double[]::clone).toList();
    }

    /**
     * How much more the new side costs: of iterations in turns the median of their differences, since what else the machine
     * does falls on both of a pair; else the difference of the means of units.
     */
    public double difference() {
        return inTurns ? new Median().evaluate(differences()) : mean(next) - mean(base);
    }

    /** What the old side costs. */
    public double cost() {
        return inTurns ? new Median().evaluate(base.get(0)) : mean(base);
    }

    /** The differences of iterations in turns. */
    double[] differences() {
        double[] old = base.get(0);
        double[] now = next.get(0);
        return IntStream.range(0, old.length).mapToDouble(i -> now[i] - old[i]).toArray();
    }

    private static double mean(List<double[]> units) {
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

    /** The mean cost of the old side. */
    public static double cost(List<Block> blocks) {
        return blocks.stream().mapToDouble(Block::cost).average().orElseThrow();
    }
}
