package io.recurbench.testkit.rule;

/** A case was not tried; the message says why. */
final class RuleNotTried extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Finding.Status status;

    /**
     * Of a reason.
     *
     * @param status whether the rule does not apply or could not be tried
     */
    RuleNotTried(Finding.Status status, String reason) {
        super(reason);
        this.status = status;
    }

    Finding.Status status() {
        return status;
    }
}
