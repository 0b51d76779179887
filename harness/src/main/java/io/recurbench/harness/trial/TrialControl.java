package io.recurbench.harness.trial;

import io.recurbench.api.record.Outcome;
import java.time.Duration;
import java.util.Optional;

/** Tells a trial when to stop. It is asked between steps: a step is never torn. */
public final class TrialControl {
    private final Cancellation cancellation;
    private final Optional<Duration> limit;
    private volatile Stopwatch watch;

    /**
     * A control whose time starts now.
     *
     * @param cancellation of the run
     * @param limit time that the trial may take; empty for no limit
     */
    public TrialControl(Cancellation cancellation, Optional<Duration> limit) {
        this(cancellation, limit, Duration.ZERO);
    }

    /**
     * A control whose time has started elsewhere.
     *
     * @param cancellation of the run
     * @param limit time that the trial may take; empty for no limit
     * @param spent how much of it is over
     */
    public TrialControl(Cancellation cancellation, Optional<Duration> limit, Duration spent) {
        this.cancellation = cancellation;
        this.limit = limit;
        this.watch = Stopwatch.startedBefore(spent);
    }

    /** Why the trial has to stop: INTERRUPTED or TIMEOUT; empty while it may go on. */
    public Optional<Outcome> stop() {
        if (cancellation.isRequested()) {
            return Optional.of(Outcome.INTERRUPTED);
        }
        boolean late = limit.isPresent() && watch.isPast(limit.get());
        return late ? Optional.of(Outcome.TIMEOUT) : Optional.empty();
    }

    /** Counts time that the trial has taken before it was killed and is now gone on with. */
    void spentBefore(Duration earlier) {
        watch = Stopwatch.startedBefore(elapsed().plus(earlier));
    }

    /** Time since the start. */
    public Duration elapsed() {
        return watch.elapsed();
    }

    /** The limit. */
    public Optional<Duration> limit() {
        return limit;
    }

    /** Ends the trial with a {@link StopException} if it has to stop. */
    void check() {
        Optional<Outcome> reason = stop();
        if (reason.isPresent()) {
            throw new StopException(reason.get());
        }
    }

    /** Ends a trial from within. */
    static final class StopException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Outcome outcome;

        StopException(Outcome outcome) {
            super(outcome.toString(), null, false, false);
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }
}
