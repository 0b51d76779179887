package io.recurbench.testkit.rule;

/** A rule is broken; the message says how. */
final class RuleViolation extends RuntimeException {
    private static final long serialVersionUID = 1;

    RuleViolation(String message) {
        super(message);
    }

    /** Never null, unlike that of other exceptions. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
