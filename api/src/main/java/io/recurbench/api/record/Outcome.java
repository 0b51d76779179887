package io.recurbench.api.record;

import io.recurbench.api.stability.Stability;

/** How a trial ended. */
@Stability.Stable
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
    /** The backend does not agree with the reference, or what was timed was not the work: it has no speed. */
    NONCONFORMING;

    /** Whether the trial is done: a resumed run does not repeat it. */
    public boolean isFinal() {
        return this == COMPLETED || this == DIVERGED || this == SKIPPED || this == NONCONFORMING;
    }
}
