package io.recurbench.api.record;

/** How a trial ended. */
public enum Outcome {
    /** It ran to its end. */
    COMPLETED,
    /** Loss or parameters were no longer finite: a result, not an error. */
    DIVERGED,
    /** An exception, a dead process or a lack of memory ended it. */
    FAILED,
    /** It ran out of time. */
    TIMEOUT,
    /** The user stopped it. */
    INTERRUPTED,
    /** The backend says that it cannot run the program, or is not available. */
    SKIPPED,
    /** The backend did not pass parity, so its speed was not measured. */
    NONCONFORMING;

    /** Whether the trial is done: a resumed run does not repeat it. */
    public boolean isFinal() {
        return this == COMPLETED || this == DIVERGED || this == SKIPPED || this == NONCONFORMING;
    }
}
