package io.recurbench.testkit.rule;

import io.recurbench.api.stability.Stability;
import io.recurbench.api.text.Visible;
import java.util.List;
import java.util.Optional;

/**
 * What came of one case of a rule.
 *
 * @param rule id of the rule
 * @param title what has to hold
 * @param subject what was examined: {@code "backend cpu"}
 * @param caseName the model and its sizes, or empty
 * @param status what came of it
 * @param message why it failed, was skipped or could not be tried; empty for a pass
 * @param worst the comparison of numbers that was nearest to its tolerance, or beyond it
 * @param seed of the random numbers
 * @param ifThisFails where to look
 * @param reproduction the command that repeats just this case
 */
@Stability.Experimental
public record Finding(
        String rule,
        String title,
        String subject,
        String caseName,
        Status status,
        String message,
        Optional<Deviation> worst,
        long seed,
        List<String> ifThisFails,
        String reproduction) {

    /** What came of a case. */
    public enum Status {
        /** The rule is kept. */
        PASSED,
        /** It is broken. */
        FAILED,
        /** It does not apply. */
        SKIPPED,
        /** It applies, and could not be tried: nobody knows whether it is kept. */
        UNTRIED
    }

    /** Copies. */
    public Finding {
        ifThisFails = List.copyOf(ifThisFails);
    }

    /** The same with another command that repeats it. */
    public Finding repeatedBy(String command) {
        return new Finding(rule, title, subject, caseName, status, message, worst, seed, ifThisFails, command);
    }

    /** The same with other places to look at. */
    Finding advising(List<String> places) {
        return new Finding(rule, title, subject, caseName, status, message, worst, seed, places, reproduction);
    }

    /** All of it, over several lines. */
    public String report() {
        StringBuilder text = new StringBuilder(rule + " " + title + ": " + status.name() + "\n  " + subject);
        if (!caseName.isEmpty()) {
            text.append(", ").append(Visible.line(caseName));
        }
        if (!message.isEmpty()) {
            text.append("\n  ").append(Visible.line(message));
        }
        if (status == Status.FAILED) {
            text.append("\n  to repeat: ").append(reproduction);
            text.append("\n  if this fails, check");
            ifThisFails.forEach(hint -> text.append("\n    - ").append(hint));
        }
        return text.toString();
    }
}
