package io.recurbench.testkit.rule;

/** A rule is broken; the message says how. */
final class RuleViolation extends RuntimeException {
    private static final long serialVersionUID = 1;

    RuleViolation(String message) {
        super(message);
    }
}
