package io.recurbench.suites.common;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.text.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The lengths to evaluate at.
 *
 * @param validation lengths of the validation sequences, strictly ascending; empty: the training lengths
 * @param test length of the test sequences
 * @param curve lengths of the curve, strictly ascending
 * @param sequences sequences of each set
 */
public record EvaluationLengths(List<Integer> validation, int test, List<Integer> curve, int sequences) {

    /** A sequence that is evaluated; windows keep the memory small, not the time. */
    static final int LONGEST = 1_000_000;

    /** Checks and copies. */
    public EvaluationLengths {
        validation = List.copyOf(validation);
        curve = List.copyOf(curve);
        if (test < 1 || sequences < 1) {
            throw RecurbenchException.usage(
                    "test-length and eval-sequences must be >= 1, not " + test + " and " + sequences);
        }
        if (validation.size() > sequences) {
            throw RecurbenchException.usage("validation-lengths are " + validation.size() + ", but there are only "
                    + sequences + " sequences for them: raise eval-sequences");
        }
        checkAscending("validation-lengths", validation);
        checkAscending("curve-lengths", curve);
    }

    private static void checkAscending(String option, List<Integer> lengths) {
        for (int i = 0; i < lengths.size(); i++) {
            if (lengths.get(i) < 1 || (i > 0 && lengths.get(i) <= lengths.get(i - 1))) {
                throw RecurbenchException.usage(option + " must be >= 1 and ascend, not " + text(lengths));
            }
        }
    }

    /** Reads {@code "2,5,10"}; an empty text is an empty list. */
    static List<Integer> parse(String option, String text) {
        List<Integer> lengths = new ArrayList<>();
        if (text.isBlank()) {
            return lengths;
        }
        for (String part : text.split(",", -1)) {
            OptionalLong length = NumberText.whole(part.strip());
            if (length.isEmpty() || length.getAsLong() < 1 || length.getAsLong() > LONGEST) {
                throw RecurbenchException.usage(option + " expects whole numbers from 1 to " + LONGEST
                        + " with commas between them, not '" + text + "'");
            }
            lengths.add((int) length.getAsLong());
        }
        return lengths;
    }

    static String text(List<Integer> lengths) {
        return lengths.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
