package io.recurbench.cpu.plan;

/**
 * The time steps at which a value has to be computed. Where a batch is scored at its last step only, the readout is
 * computed for that step only. Each range contains those before it.
 */
public enum ScoredRange {
    /** No step. */
    NONE,
    /** From the first scored step to the last. */
    SCORED,
    /** From the start to the last scored step. */
    TO_LAST_SCORED,
    /** All steps. */
    ALL;

    /** The larger of the two. */
    public ScoredRange or(ScoredRange other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The smaller of the two. */
    public ScoredRange and(ScoredRange other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
