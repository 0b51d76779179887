package io.recurbench.harness.isolation;

import java.time.Duration;

/**
 * For how long a child has said nothing, as its parent has seen it. A look counts what it took, however busy the machine
 * is, but not more than a bound: a parent that was stopped together with its children has heard nothing in that time.
 */
final class Silence {
    private static final Duration LONGEST_LOOK = Duration.ofMillis(500);

    private Duration length = Duration.ZERO;

    /** The parent has looked for so long, and has heard something or not. */
    void looked(boolean heard, Duration took) {
        Duration counted = took.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : took;
        length = heard ? Duration.ZERO : length.plus(counted);
    }

    boolean isLongerThan(Duration patience) {
        return length.compareTo(patience) > 0;
    }
}
