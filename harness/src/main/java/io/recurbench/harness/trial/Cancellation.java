package io.recurbench.harness.trial;

/** Asks a run to end: running trials stop after their current step. Thread-safe; it cannot be taken back. */
public final class Cancellation {
    private volatile boolean requested;

    /** Asks for the end. */
    public void request() {
        requested = true;
    }

    /** Whether the end was asked for. */
    public boolean isRequested() {
        return requested;
    }
}
