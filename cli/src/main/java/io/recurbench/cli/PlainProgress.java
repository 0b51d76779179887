package io.recurbench.cli;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.plan.TrialSpec;
import io.recurbench.harness.run.RunListener;
import io.recurbench.harness.trial.TrialListener;
import java.nio.file.Path;

/** A line for each event: for logs, and for those who do not like bars. */
final class PlainProgress extends QuietProgress {
    private final Verb verb;

    PlainProgress(Verb verb) {
        super(verb);
        this.verb = verb;
    }

    @Override
    public void runStarted(Path folder, int planned, int done) {
        verb.note(TrialText.count(planned) + " into " + folder + (done > 0 ? ", " + done + " of them are done" : ""));
    }

    @Override
    public void trialEvaluated(TrialSpec trial, TrialListener.Evaluated evaluated) {
        if (verb.verbose()) {
            verb.note("  " + trial.name() + ": update " + evaluated.update() + ", " + evaluated.score() + " "
                    + TrialText.number(evaluated.value()) + (evaluated.best() ? ", the best so far" : ""));
        }
    }

    @Override
    public void trialSaid(TrialSpec trial, String line) {
        if (verb.verbose()) {
            verb.note("  " + trial.name() + ": " + line);
        }
    }

    @Override
    public void trialFinished(TrialRecord trial, RunListener.RunProgress run) {
        String left = run.finished() == run.total()
                ? ""
                : run.remaining()
                        .map(time -> ", about " + TrialText.time(time) + " left")
                        .orElse("");
        verb.note("[" + run.finished() + "/" + run.total() + "] " + line(trial) + left);
    }
}
