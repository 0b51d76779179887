package io.recurbench.comparison;

import java.util.Locale;

/** What is said of a row. */
public enum Verdict {
    /** The score is worse by enough, and that is no chance; or what had a result has failed. */
    WORSE,
    /** The same work takes longer. */
    SLOWER,
    /** The score is better by enough, and that is no chance; or what had failed has a result. */
    BETTER,
    /** The same work takes less time. */
    FASTER,
    /** Whatever the difference is, it is smaller than the least that counts. */
    SAME,
    /** What was measured does not tell. */
    INCONCLUSIVE,
    /** The new side has not measured it. */
    ONLY_IN_BASE,
    /** The old side has not measured it. */
    ONLY_IN_NEW;

    /** Whether something has become worse. */
    public boolean isRegression() {
        return this == WORSE || this == SLOWER;
    }

    /** Whether both sides were held against each other. */
    public boolean isCompared() {
        return this != ONLY_IN_BASE && this != ONLY_IN_NEW;
    }

    /** As people read it: {@code "only in base"}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
