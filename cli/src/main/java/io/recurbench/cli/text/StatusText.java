package io.recurbench.cli.text;

import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.Shard;
import io.recurbench.harness.trial.TrialListener;
import io.recurbench.results.Live;
import io.recurbench.results.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a run stands, in words and as data. */
public final class StatusText {
    private StatusText() {}

    /** In lower case. */
    public static String state(RunStatus run) {
        return run.state().name().toLowerCase(Locale.ROOT);
    }

    /** The scale that a run was asked for on its command line; empty if none was. */
    public static String scale(Manifest manifest) {
        List<String> words = manifest.command();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith("--scale=")) {
                return words.get(i).substring("--scale=".length());
            }
            if (words.get(i).equals("--scale") && i + 1 < words.size()) {
                return words.get(i + 1);
            }
        }
        return "";
    }

    /** The lines for people, without how to go on. */
    public static List<String> lines(RunStatus run) {
        List<String> lines = new ArrayList<>();
        lines.add(run.path() + ": " + state(run)
                + run.holder().map(holder -> ", " + holder).orElse(""));
        run.manifest().ifPresent(manifest -> {
            String scale = scale(manifest);
            lines.add(manifest.experiment()
                    + (scale.isEmpty() ? "" : " at scale " + scale)
                    + shard(manifest).map(part -> ", shard " + part).orElse("")
                    + (manifest.title().isEmpty() ? "" : ": " + manifest.title()));
            lines.add(TrialText.count(run.planned()) + ": " + counts(run));
        });
        Live.Progress progress = progress(run);
        if (progress != null) {
            lines.add(pace(progress));
            progress.workers().forEach(worker -> lines.add("  " + line(worker)));
        }
        return lines;
    }

    /** Which part of the experiment the run is, if it is one: {@code 3/10}. */
    public static Optional<String> shard(Manifest manifest) {
        return Optional.ofNullable(manifest.shard()).map(Shard::name);
    }

    private static String counts(RunStatus run) {
        StringBuilder counts = new StringBuilder()
                .append(run.done())
                .append(" done, ")
                .append(run.failed())
                .append(" failed, ")
                .append(run.left())
                .append(" left");
        new TreeMap<>(run.outcomes()).forEach((outcome, count) -> {
            // What is done or failed in another way than most.
            if (outcome != Outcome.COMPLETED && outcome != Outcome.FAILED) {
                counts.append("; ").append(count).append(' ').append(TrialText.outcome(outcome));
            }
        });
        return counts.toString();
    }

    private static String pace(Live.Progress progress) {
        String hourly = rate(progress)
                .map(rate -> ", " + TrialText.number(rate) + " an hour")
                .orElse("");
        String left = progress.remainingSeconds() == null
                ? ""
                : ", about " + TrialText.time(time(progress.remainingSeconds())) + " left";
        return progress.finished() + " of " + TrialText.count(progress.total()) + " in "
                + TrialText.time(time(progress.elapsedSeconds())) + hourly + left + "; running now: "
                + progress.workers().size();
    }

    private static String line(Live.Worker worker) {
        StringBuilder line = new StringBuilder(worker.name()).append(": ");
        Live.Training training = worker.training();
        line.append(training == null ? "starting" : TrialText.progress(progress(training)));
        if (worker.score() != null) {
            line.append(", ")
                    .append(worker.score().name())
                    .append(' ')
                    .append(TrialText.number(worker.score().value()));
        }
        line.append(", ").append(TrialText.time(time(worker.elapsedSeconds())));
        return worker.said().isEmpty()
                ? line.toString()
                : line.append("; ").append(worker.said()).toString();
    }

    private static TrialListener.Progress progress(Live.Training training) {
        return new TrialListener.Progress(
                training.update(),
                training.updates(),
                training.epoch(),
                training.epochs(),
                training.loss(),
                training.fraction());
    }

    private static Live.@Nullable Progress progress(RunStatus run) {
        return run.live().map(Live::progress).orElse(null);
    }

    private static Duration time(double seconds) {
        return Duration.ofMillis((long) (1e3 * seconds));
    }

    /** Trials an hour since the run was started or resumed; empty before one has ended. */
    private static Optional<Double> rate(Live.Progress progress) {
        return progress.finished() > 0 && progress.elapsedSeconds() > 0
                ? Optional.of(3600 * progress.finished() / progress.elapsedSeconds())
                : Optional.empty();
    }

    /** For {@code --json}. */
    public static Map<String, Object> data(RunStatus run) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("folder", run.path().toString());
        data.put("state", state(run));
        data.put("holder", run.holder());
        data.put("experiment", run.manifest().map(Manifest::experiment));
        data.put("title", run.manifest().map(Manifest::title));
        data.put("scale", run.manifest().map(StatusText::scale).filter(scale -> !scale.isEmpty()));
        data.put("shard", run.manifest().flatMap(StatusText::shard));
        data.put("created", run.manifest().map(Manifest::created));
        data.put("planned", run.planned());
        data.put("done", run.done());
        data.put("failed", run.failed());
        data.put("left", run.left());
        Map<String, Integer> outcomes = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(TrialText.outcome(outcome), run.outcomes().getOrDefault(outcome, 0));
        }
        data.put("outcomes", outcomes);
        Optional<Live.Progress> progress = Optional.ofNullable(progress(run));
        data.put("said", run.live().map(Live::written));
        data.put("trialsPerHour", progress.flatMap(StatusText::rate));
        data.put("elapsedSeconds", progress.map(Live.Progress::elapsedSeconds));
        data.put("remainingSeconds", progress.map(Live.Progress::remainingSeconds));
        data.put("workers", progress.map(Live.Progress::workers).orElse(List.of()));
        return data;
    }
}
