package io.recurbench.testkit.rule;

/** A rule does not apply to a subject; the message says why. */
final class RuleNotApplicable extends RuntimeException {
    private static final long serialVersionUID = 1;

    RuleNotApplicable(String reason) {
        super(reason);
    }
}
