package io.recurbench.testkit.rule;

import io.recurbench.api.stability.Stability;

/**
 * One thing that a rule tries.
 *
 * @param name unique in its rule: the model and its sizes, or empty for a rule with one case
 * @param seed of all random numbers in it
 * @param body what is tried; it reports to the check
 */
@Stability.Experimental
public record RuleCase(String name, long seed, Body body) {

    /** What is tried. */
    @FunctionalInterface
    public interface Body {
        /** Tries it. Returns if it holds, throws if not: the runner turns any exception into a failed finding. */
        void run(Check check) throws Exception;
    }
}
