package io.recurbench.harness.trial;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time since a moment. It can be held against durations of any length, also those that no long of nanoseconds holds. */
public final class Stopwatch {
    private final long startNanos;

    private Stopwatch(long startNanos) {
        this.startNanos = startNanos;
    }

    /** One that starts now. */
    public static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    /** One on which so much time is over already. */
    public static Stopwatch startedBefore(Duration spent) {
        return new Stopwatch(System.nanoTime() - TimeUnit.NANOSECONDS.convert(spent));
    }

    /** Time since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** Whether more time than this is over. */
    public boolean isPast(Duration duration) {
        return elapsed().compareTo(duration) > 0;
    }
}
