package io.recurbench.cli.progress;

import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.cli.terminal.Notes;
import io.recurbench.cli.text.SpeedText;
import io.recurbench.cli.text.TrialText;
import io.recurbench.harness.run.RunListener;
import java.util.OptionalLong;

/** Tells of what went wrong and of nothing else. */
public class QuietProgress implements RunListener {
    private final Notes notes;

    QuietProgress(Notes notes) {
        this.notes = notes;
    }

    @Override
    public void warned(String message) {
        notes.warn(message);
    }

    @Override
    public void trialFinished(TrialRecord trial, RunProgress run) {
        if (isTrouble(trial)) {
            notes.console().tell(line(trial));
        }
    }

    /** Whether a user has to hear of it at once. */
    public static boolean isTrouble(TrialRecord trial) {
        return trial.outcome() == Outcome.FAILED
                || trial.outcome() == Outcome.TIMEOUT
                || trial.outcome() == Outcome.NONCONFORMING;
    }

    /** What its trainer held at most. */
    private static OptionalLong memory(TrialRecord trial) {
        return trial.metrics().stream()
                .filter(metric ->
                        metric.name().equals("memory") || metric.name().equals("speed/memory"))
                .mapToLong(metric -> Math.round(metric.value()))
                .findFirst();
    }

    /** How a trial ended, in one line: its score, and what its trainer held at most. */
    static String line(TrialRecord trial) {
        StringBuilder line = new StringBuilder(trial.spec().name()).append(": ");
        line.append(TrialText.outcome(trial.outcome()));
        trial.score().ifPresent(score -> line.append(", ").append(TrialText.metric(score)));
        memory(trial).ifPresent(bytes -> line.append(", ").append(TrialText.bytes(bytes)));
        SpeedText.facts(trial).forEach(fact -> line.append(", ").append(fact));
        Failure failure = trial.failure();
        if (failure != null) {
            line.append(": ").append(TrialText.cause(failure));
        }
        return line.toString();
    }
}
