package io.recurbench.harness.isolation;

import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;

/** A child that gives no record any more, with what is to be recorded instead. */
final class Lost extends Exception {
    private static final long serialVersionUID = 1;

    private final Outcome outcome;
    private final transient Failure failure;

    Lost(Outcome outcome, Failure failure) {
        super(failure.message());
        this.outcome = outcome;
        this.failure = failure;
    }

    Outcome outcome() {
        return outcome;
    }

    Failure failure() {
        return failure;
    }
}
