package io.recurbench.suites.common;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.task.TaskSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the numbers of tokens in the texts of a task say. */
final class StreamStatistics {
    private static final List<String> NAMES = List.of("training", "validation", "test");
    private static final MathContext DIGITS = new MathContext(3);

    private final StreamTexts texts;
    /** By text and token. */
    private final List<long[]> counts;

    /**
     * Counts.
     *
     * @throws RecurbenchException of kind DATA if a text is one and the same token over and over: nothing can be learned
     *     there, and a score would be perfect
     */
    StreamStatistics(StreamTexts texts) {
        this.texts = texts;
        this.counts = List.of(
                texts.training().counts(texts.vocabulary()),
                texts.validation().counts(texts.vocabulary()),
                texts.test().counts(texts.vocabulary()));
        for (int text = 0; text < counts.size(); text++) {
            long[] of = counts.get(text);
            if (total(of) > 0 && total(of) == most(of)) {
                boolean known = unknown(of) == 0;
                throw RecurbenchException.data("the " + NAMES.get(text) + " text holds nothing but "
                        + (known ? "the same character" : "characters that are unknown") + ", " + total(of)
                        + " times, so that a score would say nothing: take another text"
                        + (known ? "" : ", or know more characters of it (min-count)"));
            }
        }
    }

    /** The accuracy of always answering with the token that is most frequent in the test text. */
    double chance() {
        long[] test = counts.get(2);
        return most(test) / (double) Math.max(1, total(test));
    }

    /** The facts of the texts and, where there is a token for unknown symbols, their share: the more, the easier is a text. */
    Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>(texts.facts());
        if (texts.unknown().isPresent()) {
            boolean none = counts.stream().allMatch(of -> unknown(of) == 0);
            String shares = counts.stream().map(this::share).collect(Collectors.joining(" / "));
            facts.put("unknown symbols", none ? TaskSpec.NONE : shares + " (train / validation / test)");
        }
        return facts;
    }

    private String share(long[] of) {
        return unknown(of) == 0
                ? TaskSpec.NONE
                : BigDecimal.valueOf(100.0 * unknown(of) / total(of))
                                .round(DIGITS)
                                .stripTrailingZeros()
                                .toPlainString()
                        + "%";
    }

    private long unknown(long[] of) {
        return texts.unknown().isPresent() ? of[texts.unknown().getAsInt()] : 0;
    }

    private static long total(long[] of) {
        return Arrays.stream(of).sum();
    }

    private static long most(long[] of) {
        return Arrays.stream(of).max().orElse(0);
    }
}
