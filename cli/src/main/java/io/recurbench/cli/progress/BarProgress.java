package io.recurbench.cli.progress;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.api.text.Visible;
import io.recurbench.cli.terminal.Notes;
import io.recurbench.cli.text.TrialText;
import io.recurbench.harness.run.RunListener;
import io.recurbench.harness.run.RunSummary;
import io.recurbench.harness.trial.TrialListener;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** One live line on a terminal: how far the run is, when it will end, what is running. Trouble is told above it. */
final class BarProgress extends QuietProgress {
    /** The bar counts thousandths of the run. */
    private static final int FULL = 1000;

    /** Back to the start of the line, and clear it. */
    private static final String CLEAR = "\r\u001b[K";

    private final Notes notes;
    private final PrintStream err;
    private final Map<String, String> running = new LinkedHashMap<>();
    private volatile BarText text = new BarText(0, 0, 0, Optional.empty(), "");
    private @Nullable ProgressBar bar;

    BarProgress(Notes notes) {
        super(notes);
        this.notes = notes;
        this.err = notes.console().terminal();
    }

    @Override
    public void runStarted(Path folder, int planned, int done) {
        notes.note(TrialText.count(planned) + " into " + folder + (done > 0 ? ", " + done + " of them are done" : ""));
        if (planned > done) {
            text = new BarText(0, planned - done, 0, Optional.empty(), "");
            boolean unicode = notes.console().unicode();
            bar = new ProgressBarBuilder()
                    .setInitialMax(FULL)
                    .setUpdateIntervalMillis(250)
                    .setRenderer((state, columns) -> text.line(columns, unicode))
                    .setConsumer(new ConsoleProgressBarConsumer(
                            err, Math.max(40, notes.console().columns() - 1)))
                    .build();
        }
    }

    @Override
    public void trialStarted(TrialSpec trial, int attempt) {
        running.put(trial.key(), trial.name());
        show(text);
    }

    @Override
    public void trialProgressed(TrialSpec trial, TrialListener.Progress progress, RunListener.RunProgress run) {
        show(run);
    }

    @Override
    public void trialEvaluated(TrialSpec trial, TrialListener.Evaluated evaluated) {
        running.put(trial.key(), trial.name() + " " + TrialText.number(evaluated.value()));
        show(text);
    }

    @Override
    public void trialFinished(TrialRecord trial, RunListener.RunProgress run) {
        running.remove(trial.key());
        if (isTrouble(trial)) {
            err.println(CLEAR + Visible.line(line(trial)));
        }
        show(run);
    }

    @Override
    public void warned(String message) {
        if (bar != null) {
            err.print(CLEAR);
        }
        super.warned(message);
    }

    @Override
    public void runFinished(RunSummary summary) {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.close();
            bar = null;
        }
    }

    private void show(RunListener.RunProgress run) {
        show(new BarText(run.finished(), run.total(), run.fraction(), run.remaining(), ""));
        ProgressBar shown = bar;
        if (shown != null) {
            shown.stepTo(Math.round(FULL * run.fraction()));
        }
    }

    private void show(BarText now) {
        text = new BarText(
                now.finished(), now.total(), now.fraction(), now.remaining(), String.join(" | ", running.values()));
    }
}
