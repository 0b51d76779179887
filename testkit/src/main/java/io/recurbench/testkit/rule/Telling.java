package io.recurbench.testkit.rule;

import io.recurbench.api.stability.Stability;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which failures are told in full: one mistake may break thousands of cases, and the first of them say it all. Thread-safe.
 */
@Stability.Experimental
public final class Telling {
    /** Of one rule; further cases say the same with other numbers. */
    private static final int OF_A_RULE = 3;

    private final Set<String> messages = new HashSet<>();
    private final Map<String, Integer> rules = new HashMap<>();

    /** Whether a failure with this very message was told of the subject. */
    public synchronized boolean isTold(Finding finding) {
        return messages.contains(message(finding));
    }

    /** Whether to tell this failure in full; it counts as told then. */
    public synchronized boolean tell(Finding finding) {
        String rule = finding.subject() + " " + finding.rule();
        if (isTold(finding) || rules.getOrDefault(rule, 0) == OF_A_RULE) {
            return false;
        }
        messages.add(message(finding));
        rules.merge(rule, 1, Integer::sum);
        return true;
    }

    private static String message(Finding finding) {
        return finding.subject() + " " + finding.message();
    }
}
