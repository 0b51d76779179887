package io.recurbench.suites.common;

import io.recurbench.api.RecurbenchException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The lengths to evaluate at.
 *
 * @param validation length of the validation sequences; 0: the training lengths
 * @param test length of the test sequences
 * @param curve lengths of the curve, strictly ascending
 * @param sequences sequences of each set
 */
public record EvaluationLengths(int validation, int test, List<Integer> curve, int sequences) {

    /** Checks and copies. */
    public EvaluationLengths {
        curve = List.copyOf(curve);
        if (validation < 0 || test < 1 || sequences < 1) {
            throw RecurbenchException.usage("validation-length must be >= 0, test-length and eval-sequences >= 1, not "
                    + validation + ", " + test + " and " + sequences);
        }
        for (int i = 0; i < curve.size(); i++) {
            if (curve.get(i) < 1 || (i > 0 && curve.get(i) <= curve.get(i - 1))) {
                throw RecurbenchException.usage("curve-lengths must be >= 1 and ascend, not " + text(curve));
            }
        }
    }

    /** Reads {@code "2,5,10"}; an empty text is an empty curve. */
    static List<Integer> parse(String text) {
        List<Integer> lengths = new ArrayList<>();
        if (text.isBlank()) {
            return lengths;
        }
        for (String part : text.split(",", -1)) {
            try {
                lengths.add(Integer.parseInt(part.strip()));
            } catch (NumberFormatException e) {
                throw RecurbenchException.usage(
                        "curve-lengths expects whole numbers with commas between them, not '" + text + "'");
            }
        }
        return lengths;
    }

    static String text(List<Integer> lengths) {
        return lengths.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
