package io.recurbench.testkit.rule;

/** How much is tried. */
public enum Extent {
    /** Every cell at every size: for a build. */
    FULL,
    /** Every rule, on few sizes: for the inner loop. */
    BRIEF
}
