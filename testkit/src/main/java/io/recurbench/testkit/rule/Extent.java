package io.recurbench.testkit.rule;

import io.recurbench.api.stability.Stability;

/** How much is tried. */
@Stability.Experimental
public enum Extent {
    /** Every cell at every size: for a build. */
    FULL,
    /** Every rule, on few sizes: for the inner loop. */
    BRIEF
}
