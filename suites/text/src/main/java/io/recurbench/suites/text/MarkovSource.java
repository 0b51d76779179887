package io.recurbench.suites.text;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SeededRandom;
import java.util.Arrays;

/**
 * A random Markov source of order k: the probability of a character given the k before it is {@code exp(s g) / sum}, g
 * normal, drawn anew for every context. Its entropy is computed, not estimated.
 *
 * <p>A context is the number {@code c_1 V^(k-1) + ... + c_k}, the oldest character first. Immutable.
 */
final class MarkovSource {
    private static final double LN_2 = StrictMath.log(2);
    private static final int MOST_STEPS = 100_000;
    private static final int MOST_PROBABILITIES = 1 << 22;

    private final int order;
    private final int vocabulary;
    private final int contexts;
    private final double[] probabilities;
    private final double[] cumulative;
    private final double[] stationary;
    private final double[] cumulativeStationary;

    /**
     * Draws a source.
     *
     * @param order k, how many characters the next one depends on, at least 1
     * @param vocabulary V, the number of characters
     * @param sharpness s: 0 makes all characters equally likely
     */
    MarkovSource(int order, int vocabulary, double sharpness, long seed) {
        long size = vocabulary;
        for (int i = 0; i < order; i++) {
            size *= vocabulary;
        }
        if (size > MOST_PROBABILITIES) {
            throw RecurbenchException.usage("a source of order " + order + " over " + vocabulary + " characters has "
                    + size + " probabilities, more than " + MOST_PROBABILITIES + ": lower order or vocabulary");
        }
        this.order = order;
        this.vocabulary = vocabulary;
        this.contexts = (int) (size / vocabulary);
        this.probabilities = new double[(int) size];
        SeededRandom random = new SeededRandom(SeededRandom.derive(seed, "source"));
        for (int context = 0; context < contexts; context++) {
            double sum = 0;
            for (int i = context * vocabulary; i < (context + 1) * vocabulary; i++) {
                probabilities[i] = StrictMath.exp(sharpness * random.nextGaussian());
                sum += probabilities[i];
            }
            for (int i = context * vocabulary; i < (context + 1) * vocabulary; i++) {
                probabilities[i] /= sum;
            }
        }
        this.cumulative = cumulate(probabilities, vocabulary);
        this.stationary = powerIteration();
        this.cumulativeStationary = cumulate(stationary, contexts);
    }

    /** How many characters the next one depends on. */
    int order() {
        return order;
    }

    /** The entropy rate in bits per character: that of the next character given the k before it. */
    double entropyRate() {
        return conditionalEntropy(order);
    }

    /** The entropy in bits of the next character given the last few, at most k of them. */
    double conditionalEntropy(int known) {
        if (known >= order) {
            double sum = 0;
            for (int i = 0; i < probabilities.length; i++) {
                sum -= stationary[i / vocabulary] * probabilities[i] * StrictMath.log(probabilities[i]);
            }
            return sum / LN_2;
        }
        return blockEntropy(known + 1) - blockEntropy(known);
    }

    /** The probability of a character, in a text that goes on for ever. */
    double frequency(int character) {
        double sum = 0;
        for (int context = 0; context < contexts; context++) {
            sum += stationary[context] * probabilities[context * vocabulary + character];
        }
        return sum;
    }

    /** A context of the stationary distribution. */
    int start(SeededRandom random) {
        return pick(cumulativeStationary, 0, contexts, random.nextDouble());
    }

    /** The next character. */
    int next(int context, SeededRandom random) {
        return pick(cumulative, context * vocabulary, vocabulary, random.nextDouble());
    }

    /** The context after a character. */
    int shift(int context, int character) {
        return (int) (((long) context * vocabulary + character) % contexts);
    }

    /** The last character of a context. */
    int last(int context) {
        return context % vocabulary;
    }

    /** Entropy in nats / ln 2 of so many characters in a row, at most k. */
    private double blockEntropy(int characters) {
        int blocks = 1;
        for (int i = 0; i < characters; i++) {
            blocks *= vocabulary;
        }
        double[] mass = new double[blocks];
        for (int context = 0; context < contexts; context++) {
            mass[context % blocks] += stationary[context];
        }
        double sum = 0;
        for (double p : mass) {
            sum -= p > 0 ? p * StrictMath.log(p) : 0;
        }
        return sum / LN_2;
    }

    private double[] powerIteration() {
        double[] now = new double[contexts];
        Arrays.fill(now, 1.0 / contexts);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] following = new double[contexts];
            for (int context = 0; context < contexts; context++) {
                for (int character = 0; character < vocabulary; character++) {
                    following[shift(context, character)] +=
                            now[context] * probabilities[context * vocabulary + character];
                }
            }
            double change = 0;
            for (int context = 0; context < contexts; context++) {
                change += Math.abs(following[context] - now[context]);
            }
            now = following;
            if (change < 1e-13) {
                return now;
            }
        }
        throw RecurbenchException.usage("the source mixes too slowly to compute its stationary distribution: lower"
                + " sharpness or take another source-seed");
    }

    /** Running sums in blocks; the last of each block is above every draw. */
    private static double[] cumulate(double[] weights, int block) {
        double[] sums = new double[weights.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum = (i % block == 0 ? 0 : sum) + weights[i];
            sums[i] = i % block == block - 1 ? 1 : sum;
        }
        return sums;
    }

    /** The first index of a block whose running sum is above the draw. */
    private static int pick(double[] sums, int from, int length, double draw) {
        int low = 0;
        int high = length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sums[from + middle] > draw) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
