package io.recurbench.cells;

import io.recurbench.api.SeededRandom;

/** Strings of tokens. */
final class Strings {
    private Strings() {}

    static int[][] random(SeededRandom random, int count, int length, int alphabet) {
        int[][] strings = new int[count][length];
        for (int[] string : strings) {
            for (int t = 0; t < length; t++) {
                string[t] = random.nextInt(alphabet);
            }
        }
        return strings;
    }

    /** Every string of a length. */
    static int[][] all(int length, int alphabet) {
        int count = 1;
        for (int i = 0; i < length; i++) {
            count *= alphabet;
        }
        int[][] strings = new int[count][length];
        for (int s = 0; s < count; s++) {
            int rest = s;
            for (int t = 0; t < length; t++) {
                strings[s][t] = rest % alphabet;
                rest /= alphabet;
            }
        }
        return strings;
    }
}
