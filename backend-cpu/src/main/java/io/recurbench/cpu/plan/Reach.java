package io.recurbench.cpu.plan;

/**
 * The time steps at which a value has to be computed. Where a batch is scored at its last step only, the readout is
 * computed for that step only. Each reach contains those before it.
 */
public enum Reach {
    /** No step. */
    NONE,
    /** From the first scored step to the last. */
    SCORED,
    /** From the start to the last scored step. */
    TO_LAST_SCORED,
    /** All steps. */
    ALL;

    /** The larger of the two. */
    public Reach or(Reach other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The smaller of the two. */
    public Reach and(Reach other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
