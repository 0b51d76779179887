package io.recurbench.suites.groups;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SeededRandom;
import java.util.Arrays;

/**
 * A division of all pairs of elements: every pair is in one part. Pair {@code (a, b)} is {@code a * order + b}.
 *
 * @param share of the pairs that are trained on
 * @param seed of the division
 * @param training pairs to train on
 * @param validation half of those held out
 * @param test the other half
 */
record PairSplit(double share, long seed, int[] training, int[] validation, int[] test) {

    static PairSplit of(int pairs, double share, long seed) {
        int[] shuffled = new int[pairs];
        Arrays.setAll(shuffled, pair -> pair);
        new SeededRandom(SeededRandom.derive(seed, "pairs")).shuffle(shuffled);
        int trained = (int) Math.rint(pairs * share);
        int validated = trained + (pairs - trained) / 2;
        if (trained == 0 || validated == trained) {
            throw RecurbenchException.usage("train-share " + share + " of " + pairs
                    + " pairs leaves none to train on, or fewer than two to hold out");
        }
        return new PairSplit(
                share,
                seed,
                Arrays.copyOfRange(shuffled, 0, trained),
                Arrays.copyOfRange(shuffled, trained, validated),
                Arrays.copyOfRange(shuffled, validated, pairs));
    }
}
