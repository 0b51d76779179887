package io.recurbench.harness.trial;

import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.plan.Trial;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs a trial in a thread of its own and watches it. A trial that has to stop does so after its current step; one that
 * does not is interrupted, and one that does not react to that either is left behind in its thread, so that the run goes
 * on.
 */
public final class Supervisor implements TrialHost {
    /** Type of the failure of a trial whose thread was left behind. */
    public static final String HUNG = "hung";

    private static final long LOOK_MILLIS = 50;

    private final TrialRunner runner;
    private final Duration grace;
    private final Consumer<String> warnings;

    /**
     * A supervisor.
     *
     * @param runner runs the trials
     * @param grace how long a trial that has to stop may take for its step before it is interrupted, and again before it is
     *     left behind
     * @param warnings hears of threads that are left behind
     */
    public Supervisor(TrialRunner runner, Duration grace, Consumer<String> warnings) {
        this.runner = runner;
        this.grace = grace;
        this.warnings = warnings;
    }

    @Override
    public TrialRecord run(Trial trial, TrialEnvironment environment) {
        Started started = Started.now();
        FutureTask<TrialRecord> record = new FutureTask<>(() -> runner.run(trial, environment));
        Thread thread = new Thread(record, "trial-" + trial.spec().key().substring(0, 8));
        // A thread that is left behind must not keep the process alive.
        thread.setDaemon(true);
        thread.start();
        @Nullable Stopwatch stopping = null;
        boolean interrupted = false;
        while (true) {
            try {
                return record.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                Optional<Outcome> reason = environment.control().stop();
                if (reason.isEmpty()) {
                    continue;
                }
                stopping = stopping == null ? Stopwatch.start() : stopping;
                if (!interrupted && stopping.isPast(grace)) {
                    interrupted = true;
                    thread.interrupt();
                    stopping = Stopwatch.start();
                } else if (interrupted && stopping.isPast(grace)) {
                    return leaveBehind(trial, environment, started, reason.get(), thread);
                }
            } catch (InterruptedException e) {
                // Nobody interrupts a worker; if somebody does, the trial is asked to end as well.
                thread.interrupt();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof OutOfMemoryError error) {
                    // There was not even room for the record.
                    throw error;
                }
                throw new IllegalStateException("a trial always gives a record", e.getCause());
            }
        }
    }

    private TrialRecord leaveBehind(
            Trial trial, TrialEnvironment environment, Started started, Outcome reason, Thread thread) {
        String trace = Arrays.stream(thread.getStackTrace())
                .map(frame -> "\tat " + frame)
                .collect(Collectors.joining("\n"));
        String message = "the trial hangs: it did not stop within "
                + TimeUnit.MILLISECONDS.convert(grace.multipliedBy(2)) + " ms, nor react to an interrupt";
        warnings.accept(trial.spec().name() + ": " + message + "; its thread was left behind");
        return TrialRecords.empty(trial, environment, started, reason, new Failure(HUNG, message, trace));
    }
}
