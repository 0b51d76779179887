package io.recurbench.cli.progress;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.cli.terminal.Notes;
import io.recurbench.cli.text.TrialText;
import io.recurbench.harness.run.RunListener;
import io.recurbench.harness.trial.TrialListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A line for each event, and one a minute for each trial that runs: for logs, where a trial of an hour would look like one
 * that hangs, and for those who do not like bars.
 */
final class PlainProgress extends QuietProgress {
    /** A little less than a minute: trials are heard of ten times a second. */
    private static final long EVERY = 59_000_000_000L;

    private final Notes notes;
    private final LongSupplier clock;
    private final Map<String, Running> running = new HashMap<>();

    /** A trial that runs. */
    private static final class Running {
        private final long started;
        private long told;
        /** What was done already when it was first heard of: not all, if it was gone on with. */
        private double before = Double.NaN;

        private String score = "";

        Running(long now) {
            this.started = now;
            this.told = now;
        }

        /** The time that it needs at its pace; NaN if that is not known. */
        double left(long now, double fraction) {
            return (now - started) * (1 - fraction) / (fraction - before);
        }
    }

    /**
     * Lines.
     *
     * @param clock nanoseconds
     */
    PlainProgress(Notes notes, LongSupplier clock) {
        super(notes);
        this.notes = notes;
        this.clock = clock;
    }

    @Override
    public void runStarted(Path folder, int planned, int done) {
        notes.note(TrialText.count(planned) + " into " + folder + (done > 0 ? ", " + done + " of them are done" : ""));
    }

    @Override
    public void trialStarted(TrialSpec trial, int attempt) {
        running.put(trial.key(), new Running(clock.getAsLong()));
    }

    @Override
    public void trialProgressed(TrialSpec trial, TrialListener.Progress progress, RunListener.RunProgress run) {
        Running known = running.get(trial.key());
        if (known == null) {
            return;
        }
        if (Double.isNaN(known.before)) {
            known.before = progress.fraction();
        }
        long now = clock.getAsLong();
        if (now - known.told >= EVERY) {
            known.told = now;
            double left = known.left(now, progress.fraction());
            notes.note("  " + trial.name() + ": " + TrialText.progress(progress) + known.score
                    + (left >= 0 && left < Long.MAX_VALUE
                            ? ", about " + TrialText.time(Duration.ofNanos((long) left)) + " left"
                            : ""));
        }
    }

    @Override
    public void trialEvaluated(TrialSpec trial, TrialListener.Evaluated evaluated) {
        Running known = running.get(trial.key());
        if (known != null) {
            known.score = ", " + evaluated.score() + " " + TrialText.number(evaluated.value());
        }
        if (notes.verbose()) {
            notes.note("  " + trial.name() + ": update " + evaluated.update() + ", " + evaluated.score() + " "
                    + TrialText.number(evaluated.value()) + (evaluated.best() ? ", the best so far" : ""));
        }
    }

    @Override
    public void trialSaid(TrialSpec trial, String line) {
        if (notes.verbose()) {
            notes.note("  " + trial.name() + ": " + line);
        }
    }

    @Override
    public void trialFinished(TrialRecord trial, RunListener.RunProgress run) {
        running.remove(trial.key());
        String left = run.finished() == run.total()
                ? ""
                : run.remaining()
                        .map(time -> ", about " + TrialText.time(time) + " left")
                        .orElse("");
        notes.note("[" + run.finished() + "/" + run.total() + "] " + line(trial) + left);
    }
}
