package io.recurbench.testkit.rule;

import io.recurbench.api.stability.Stability;
import java.util.List;
import java.util.function.Function;

/**
 * A numbered rule that a plugin has to keep, as in {@code docs/conformance.md}.
 *
 * @param <S> what it is about, a {@link Subject}
 * @param id {@code C3}, {@code B12}: unique, never used again for something else
 * @param title what has to hold, in one sentence without the final dot
 * @param ifThisFails where to look, the likeliest first
 * @param cases what to try on a subject, in a fixed order
 */
@Stability.Experimental
public record Rule<S>(String id, String title, List<String> ifThisFails, Function<S, List<RuleCase>> cases) {
    /** Copies. */
    public Rule {
        ifThisFails = List.copyOf(ifThisFails);
    }

    /** A rule with one case. */
    public static <S> Rule<S> single(String id, String title, List<String> ifThisFails, SubjectBody<S> body) {
        return new Rule<>(
                id, title, ifThisFails, subject -> List.of(new RuleCase("", 0, check -> body.run(subject, check))));
    }

    /** What a rule with one case does. */
    @FunctionalInterface
    public interface SubjectBody<S> {
        /** Tries it on a subject, as {@link RuleCase.Body#run}. */
        void run(S subject, Check check) throws Exception;
    }
}
