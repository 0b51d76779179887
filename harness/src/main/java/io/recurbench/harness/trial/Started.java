package io.recurbench.harness.trial;

import java.time.Instant;

/**
 * When a trial began. Its end is told from there by the time that has passed, since the clock of a machine may be set
 * back meanwhile: no trial ends before it has begun.
 *
 * @param at by the machine's clock
 * @param watch since then
 */
public record Started(Instant at, Stopwatch watch) {
    /** At this moment. */
    public static Started now() {
        return new Started(Instant.now(), Stopwatch.start());
    }

    /** This moment, as much later as time has passed. */
    Instant untilNow() {
        return at.plus(watch.elapsed());
    }
}
