package io.recurbench.harness.run;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.harness.trial.TrialListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Hears how a run gets on. Methods are called from the threads of the trials, one at a time; what they throw is logged
 * and changes nothing.
 */
public interface RunListener {
    /** Hears nothing. */
    RunListener SILENT = new RunListener() {};

    /**
     * The run begins.
     *
     * @param folder where results go
     * @param planned trials of the plan
     * @param done of these, done by an earlier run
     */
    default void runStarted(Path folder, int planned, int done) {}

    /** A trial begins. */
    default void trialStarted(TrialSpec trial, int attempt) {}

    /** A trial has made some updates; at most about ten times a second for each trial. */
    default void trialProgressed(TrialSpec trial, TrialListener.Progress progress, RunProgress run) {}

    /** A trial was evaluated on its validation set. */
    default void trialEvaluated(TrialSpec trial, TrialListener.Evaluated evaluated) {}

    /** A measurement of speed says a line. */
    default void trialSaid(TrialSpec trial, String line) {}

    /** A trial has ended and its record is on disk. */
    default void trialFinished(TrialRecord trial, RunProgress run) {}

    /** Something a user should know: a repaired journal, a thread that was left behind. */
    default void warned(String message) {}

    /** The run ends with an error, which is thrown to whom has started it; its folder is still held. */
    default void runFailed() {}

    /** The run has ended; its manifest and journal are complete. */
    default void runFinished(RunSummary summary) {}

    /**
     * How far the run has come.
     *
     * @param finished trials that ended in this run
     * @param total trials that this run has to make
     * @param fraction share of the run that is done, from 0 to 1, running trials counted in part
     * @param elapsed time since the run began
     * @param remaining estimate of the time left; empty while there is nothing to estimate from
     */
    record RunProgress(int finished, int total, double fraction, Duration elapsed, Optional<Duration> remaining) {}
}
