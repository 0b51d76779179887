package io.recurbench.suites.common;

import java.util.Locale;

/** Which positions of a sequence are scored. */
public enum Supervision {
    /** Only the last position. */
    FINAL,
    /** Every position whose prefix has a label. */
    RUNNING;

    /** The value as an option spells it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads an option's value. */
    public static Supervision of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Whether a position is scored in a sequence of so many positions. */
    boolean scores(Automaton automaton, int position, int positions) {
        return this == FINAL ? position == positions - 1 : automaton.labelled(position);
    }
}
