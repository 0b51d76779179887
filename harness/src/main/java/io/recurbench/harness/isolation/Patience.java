package io.recurbench.harness.isolation;

import java.time.Duration;

/**
 * How long a parent waits for a child.
 *
 * @param start from the start of its process until its plugins are loaded
 * @param silence between two signs of life; a JVM that lives gives one every second
 * @param grace that a trial which has to stop gets for its step, and again for an interrupt
 * @param slack for the answer of a trial which has to stop, beyond that
 */
public record Patience(Duration start, Duration silence, Duration grace, Duration slack) {
    /** Until Ctrl-C, which a child has died of, is known to its parent, too. */
    static final Duration INTERRUPT = Duration.ofMillis(500);

    /** Long enough for a machine that swaps. */
    public static Patience standard(Duration grace) {
        return new Patience(Duration.ofSeconds(120), Duration.ofSeconds(120), grace, Duration.ofSeconds(5));
    }

    /** Whether a trial that has to stop must have answered after so long. */
    boolean isOver(Duration waited) {
        return waited.minus(slack).dividedBy(2).compareTo(grace) > 0;
    }
}
