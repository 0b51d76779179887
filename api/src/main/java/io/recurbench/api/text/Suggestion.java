package io.recurbench.api.text;

import io.recurbench.api.stability.Stability;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** "Did you mean ...?" for a word that is not known. */
@Stability.Internal
public final class Suggestion {
    private Suggestion() {}

    /** {@code ", did you mean 'x'?"} with the nearest of the known words, or nothing if none is near. */
    public static String of(String word, Collection<String> known) {
        return known.stream()
                .filter(k -> nearness(word.toLowerCase(Locale.ROOT), k) <= Math.max(2, word.length() / 3))
                .min(Comparator.comparingInt((String k) -> nearness(word.toLowerCase(Locale.ROOT), k))
                        .thenComparing(Comparator.naturalOrder()))
                .map(k -> ", did you mean '" + k + "'?")
                .orElse("");
    }

    /** The distance to a known word, or to what follows its vendor: {@code mgu} means {@code acme:mgu}. */
    private static int nearness(String word, String known) {
        return Math.min(distance(word, known), distance(word, known.substring(known.indexOf(':') + 1)));
    }

    /** The Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
