package io.recurbench.suites.common;

import java.util.Map;
import java.util.OptionalInt;

/**
 * The texts of a stream task.
 *
 * @param vocabulary number of different tokens
 * @param unknown the token that stands for all symbols outside the vocabulary, if there is one
 * @param training to train on
 * @param validation to choose the best update by
 * @param test to score
 * @param facts what a reader of scores has to know of the texts, as in {@link io.recurbench.api.task.TaskSpec#facts}
 */
public record StreamTexts(
        int vocabulary,
        OptionalInt unknown,
        TokenText training,
        TokenText validation,
        TokenText test,
        Map<String, String> facts) {
    /** Copies. */
    public StreamTexts {
        facts = Map.copyOf(facts);
    }

    /** Texts of which every symbol is known and nothing is to be said. */
    public StreamTexts(int vocabulary, TokenText training, TokenText validation, TokenText test) {
        this(vocabulary, OptionalInt.empty(), training, validation, test, Map.of());
    }
}
