package io.recurbench.cli.progress;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.cli.terminal.Notes;
import io.recurbench.cli.text.TrialText;
import io.recurbench.harness.run.RunListener;
import io.recurbench.harness.trial.TrialListener;
import java.nio.file.Path;

/** A line for each event: for logs, and for those who do not like bars. */
final class PlainProgress extends QuietProgress {
    private final Notes notes;

    PlainProgress(Notes notes) {
        super(notes);
        this.notes = notes;
    }

    @Override
    public void runStarted(Path folder, int planned, int done) {
        notes.note(TrialText.count(planned) + " into " + folder + (done > 0 ? ", " + done + " of them are done" : ""));
    }

    @Override
    public void trialEvaluated(TrialSpec trial, TrialListener.Evaluated evaluated) {
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
        String left = run.finished() == run.total()
                ? ""
                : run.remaining()
                        .map(time -> ", about " + TrialText.time(time) + " left")
                        .orElse("");
        notes.note("[" + run.finished() + "/" + run.total() + "] " + line(trial) + left);
    }
}
