package io.recurbench.harness.run;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.harness.trial.Stopwatch;
import io.recurbench.harness.trial.TrialListener;
import io.recurbench.results.Live;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Knows what a run does now: what {@code status} shows of it. Thread-safe. */
final class LiveProgress implements RunListener {
    private final Stopwatch watch = Stopwatch.start();
    private final Map<String, Worker> running = new LinkedHashMap<>();
    private int finished;
    private int total;
    private Optional<Duration> remaining = Optional.empty();

    /** A trial that runs. */
    private static final class Worker {
        private final Stopwatch watch = Stopwatch.start();
        private final TrialSpec spec;
        private final int attempt;
        private Live.@Nullable Training training;
        private Live.@Nullable Score score;
        private String said = "";

        Worker(TrialSpec spec, int attempt) {
            this.spec = spec;
            this.attempt = attempt;
        }

        Live.Worker now() {
            return new Live.Worker(spec.key(), spec.name(), attempt, seconds(watch.elapsed()), training, score, said);
        }
    }

    @Override
    public synchronized void runStarted(Path folder, int planned, int done) {
        total = planned - done;
    }

    @Override
    public synchronized void trialStarted(TrialSpec trial, int attempt) {
        running.put(trial.key(), new Worker(trial, attempt));
    }

    @Override
    public synchronized void trialProgressed(TrialSpec trial, TrialListener.Progress progress, RunProgress run) {
        remaining = run.remaining();
        Worker worker = running.get(trial.key());
        if (worker != null) {
            worker.training = new Live.Training(
                    progress.update(),
                    progress.updates(),
                    progress.epoch(),
                    progress.epochs(),
                    progress.loss(),
                    progress.fraction());
        }
    }

    @Override
    public synchronized void trialEvaluated(TrialSpec trial, TrialListener.Evaluated evaluated) {
        Worker worker = running.get(trial.key());
        if (worker != null) {
            worker.score = new Live.Score(evaluated.score(), evaluated.value());
        }
    }

    @Override
    public synchronized void trialSaid(TrialSpec trial, String line) {
        Worker worker = running.get(trial.key());
        if (worker != null) {
            worker.said = line;
        }
    }

    @Override
    public synchronized void trialFinished(TrialRecord trial, RunProgress run) {
        running.remove(trial.key());
        finished++;
        remaining = run.remaining();
    }

    /** What is known now. */
    synchronized Live.Progress now() {
        List<Live.Worker> workers = running.values().stream().map(Worker::now).toList();
        return new Live.Progress(
                finished,
                total,
                seconds(watch.elapsed()),
                remaining.map(LiveProgress::seconds).orElse(null),
                workers);
    }

    private static double seconds(Duration duration) {
        return TimeUnit.MILLISECONDS.convert(duration) / 1e3;
    }
}
