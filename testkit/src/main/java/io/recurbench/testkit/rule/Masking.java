package io.recurbench.testkit.rule;

import io.recurbench.api.stability.Stability;

/** Which positions of a batch are scored. */
@Stability.Experimental
public enum Masking {
    /** All. */
    ALL,
    /** About three of four, at least one. */
    SOME,
    /** The last position of each sequence. */
    FINAL,
    /** All, but for the first sequence, which has none, and the first step. */
    SILENT_ROW,
    /** None. */
    NONE
}
