package io.recurbench.suites.common;

import java.util.Locale;

/** How the lengths of training batches are chosen. */
public enum Curriculum {
    /** Uniform between the shortest and the longest, anew for each batch. */
    UNIFORM,
    /** Always the longest. */
    FIXED,
    /** Uniform from the shortest up to a bound that grows, batch by batch, to the longest. */
    SHORT_TO_LONG;

    /** The value as an option spells it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads an option's value. */
    public static Curriculum of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
