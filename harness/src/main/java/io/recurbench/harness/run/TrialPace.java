package io.recurbench.harness.run;

import org.jspecify.annotations.Nullable;

/**
 * How fast a trial gets on. Its pace is measured from evaluation to evaluation, so that it has the evaluations in it and
 * not the warming up of the JVM; before the first evaluation, and within the first second, it is not known. Times are in
 * nanoseconds, NaN where they are not known. Not thread-safe.
 */
final class TrialPace {
    private static final double SHORTEST = 1e9;

    private final long started;
    private double fraction = Double.NaN;
    private @Nullable Mark first;
    private @Nullable Mark firstEvaluation;
    private @Nullable Mark lastEvaluation;

    /** A moment, and the share of the trial that was done then. */
    private record Mark(long time, double fraction) {}

    TrialPace(long started) {
        this.started = started;
    }

    /** Some updates were made: that share of the trial is done, NaN if it is not known. */
    void progressed(long now, double share) {
        fraction = share;
        if (first == null && !Double.isNaN(share)) {
            first = new Mark(now, share);
        }
    }

    /** An evaluation has ended. */
    void evaluated(long now) {
        if (first != null) {
            lastEvaluation = new Mark(now, fraction);
            firstEvaluation = firstEvaluation == null ? lastEvaluation : firstEvaluation;
        }
    }

    /** The share that is done; 0 if it is not known. */
    double fraction() {
        return Double.isNaN(fraction) ? 0 : Math.min(1, fraction);
    }

    /** The time since its start. */
    double elapsed(long now) {
        return now - started;
    }

    /** The time that is left at its pace. */
    double left() {
        return pace() * (1 - fraction());
    }

    /** The time from start to end at its pace. */
    double whole() {
        return first == null ? Double.NaN : first.time() - started + pace();
    }

    /** The time that all updates take, evaluation included. */
    private double pace() {
        double steady = between(firstEvaluation, lastEvaluation);
        return Double.isNaN(steady) ? between(first, lastEvaluation) : steady;
    }

    private static double between(@Nullable Mark from, @Nullable Mark to) {
        return from == null || to == null || to.time() - from.time() < SHORTEST || !(to.fraction() > from.fraction())
                ? Double.NaN
                : (to.time() - from.time()) / (to.fraction() - from.fraction());
    }
}
