package io.recurbench.cli;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.plan.TrialSpec;
import io.recurbench.harness.run.RunListener;
import io.recurbench.harness.run.RunSummary;
import io.recurbench.harness.trial.TrialListener;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** One live line on a terminal: how far the run is, when it will end, what is running. Trouble is told above it. */
final class BarProgress extends QuietProgress {
    /** The bar counts thousandths of the run. */
    private static final int FULL = 1000;

    private final Verb verb;
    private final PrintStream err;
    private final Map<String, String> running = new LinkedHashMap<>();
    private Optional<Duration> remaining = Optional.empty();
    private @Nullable ProgressBar bar;

    BarProgress(Verb verb) {
        super(verb);
        this.verb = verb;
        this.err = verb.console().err();
    }

    @Override
    public void runStarted(Path folder, int planned, int done) {
        verb.note(TrialText.count(planned) + " into " + folder + (done > 0 ? ", " + done + " of them are done" : ""));
        if (planned > done) {
            bar = new ProgressBarBuilder()
                    .setTaskName("0/" + (planned - done))
                    .setInitialMax(FULL)
                    .setUpdateIntervalMillis(250)
                    .hideEta()
                    .setStyle(verb.console().unicode() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(
                            err, Math.max(40, verb.console().columns() - 1)))
                    .build();
        }
    }

    @Override
    public void trialStarted(TrialSpec trial, int attempt) {
        running.put(trial.key(), trial.name());
        show();
    }

    @Override
    public void trialProgressed(TrialSpec trial, TrialListener.Progress progress, RunListener.RunProgress run) {
        remaining = run.remaining();
        step(run);
        show();
    }

    @Override
    public void trialEvaluated(TrialSpec trial, TrialListener.Evaluated evaluated) {
        running.put(trial.key(), trial.name() + " " + TrialText.number(evaluated.value()));
        show();
    }

    @Override
    public void trialFinished(TrialRecord trial, RunListener.RunProgress run) {
        running.remove(trial.key());
        remaining = run.remaining();
        if (isTrouble(trial)) {
            above(line(trial));
        }
        step(run);
        show();
    }

    @Override
    public void warned(String message) {
        if (bar != null) {
            err.print("\r\u001b[K");
        }
        super.warned(message);
    }

    @Override
    public void runFinished(RunSummary summary) {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.setExtraMessage("");
            shown.close();
            err.print("\r\u001b[K");
            err.flush();
            bar = null;
        }
    }

    private void step(RunListener.RunProgress run) {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.stepTo(Math.round(FULL * run.fraction()));
        }
    }

    private void show() {
        ProgressBar shown = bar;
        if (shown != null) {
            String left =
                    remaining.map(time -> TrialText.time(time) + " left  ").orElse("");
            shown.setExtraMessage(left + String.join(" | ", running.values()));
        }
    }

    private void above(String line) {
        err.print("\r\u001b[K");
        err.println(line);
    }
}
