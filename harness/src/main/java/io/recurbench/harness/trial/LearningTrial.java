package io.recurbench.harness.trial;

import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.TaskData;
import io.recurbench.harness.experiment.TrainingConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Trains a model, evaluates it on the validation sets as it goes, and tests it at its best update. One object is one
 * trial, used by one thread; the trainer is the caller's to close.
 */
final class LearningTrial {
    private static final long PROGRESS_NANOS = 100_000_000;
    private static final String DIVERGED = "diverged at update";
    private static final String RESUMED = "resumed at update";

    private final TaskData data;
    private final TrainingConfig config;
    private final long dataSeed;
    private final Trainer trainer;
    private final TrialControl control;
    private final TrialListener listener;
    private final TrialLog log;
    private final SetMetrics metrics;
    private final List<EvaluationSet> validation;
    private final List<EvaluationSet> tests;
    private final List<EvaluationSet> lengths;
    /** Which way the monitored value improves. */
    private final Metric.Direction direction;

    private final PlateauSchedule schedule;
    private final StallCounter stall;

    private final Optional<Unfinished> unfinished;
    private final TrainingState state;
    private long lastShown;
    private String end = "";

    LearningTrial(
            TaskData data,
            TrainingConfig config,
            long dataSeed,
            Trainer trainer,
            TrialControl control,
            TrialListener listener,
            TrialLog log,
            Optional<Unfinished> unfinished) {
        this.data = data;
        this.config = config;
        this.dataSeed = dataSeed;
        this.trainer = trainer;
        this.control = control;
        this.listener = listener;
        this.log = log;
        this.unfinished = unfinished;
        this.metrics = new SetMetrics(data);
        List<EvaluationSet> sets = data.evaluations(config.batch());
        this.validation = of(sets, EvaluationSet.Role.VALIDATION);
        this.tests = of(sets, EvaluationSet.Role.TEST);
        this.lengths = of(sets, EvaluationSet.Role.LENGTH);
        this.direction = monitorsScore() ? metrics.score().direction() : Metric.Direction.LOWER;
        this.state = unfinished.flatMap(Unfinished::read).map(this::goOn).orElseGet(() -> begin(config));
        this.schedule = new PlateauSchedule(config.schedule(), direction, state.schedule);
        this.stall = new StallCounter(config.earlyStopping(), direction, state.stall);
        log.lossUnit(metrics.lossUnit());
        if (tests.isEmpty() && validation.isEmpty()) {
            throw new IllegalStateException("the task has neither a test nor a validation set");
        }
    }

    private static List<EvaluationSet> of(List<EvaluationSet> sets, EvaluationSet.Role role) {
        return sets.stream().filter(set -> set.role() == role).toList();
    }

    private static TrainingState begin(TrainingConfig config) {
        TrainingState first = new TrainingState();
        first.schedule = PlateauSchedule.Memory.of(config.learningRate());
        return first;
    }

    /** Goes on where a trial stood that was killed. */
    private TrainingState goOn(Unfinished.Snapshot earlier) {
        Stream.of(earlier.training().largest, earlier.training().mostScored).forEach(this::stepOn);
        trainer.restore(earlier.trainer());
        log.goOn(earlier.log());
        control.spentBefore(Duration.ofNanos(earlier.spentNanos()));
        long update = earlier.training().update;
        log.fact(RESUMED, log.facts().containsKey(RESUMED) ? log.facts().get(RESUMED) + ", " + update : update);
        listener.said("goes on at update " + update);
        return earlier.training();
    }

    /** A step on a batch that was trained on, for the memory that a trainer holds since; what else it changes is put back. */
    private void stepOn(TrainingState.Largest batch) {
        Batch again = source(batch.epoch(), batch.inEpoch()).next();
        if (again != null) {
            trainer.step(notCarried(again), 0);
        }
    }

    private static Batch notCarried(Batch batch) {
        if (batch.denseTargets().length > 0) {
            return Batch.ofNumbers(
                    batch.steps(),
                    batch.rows(),
                    batch.tokens(),
                    batch.dense(),
                    batch.denseTargets(),
                    batch.mask(),
                    false);
        }
        return batch.tokens().length > 0
                ? Batch.ofTokens(batch.steps(), batch.rows(), batch.tokens(), batch.targets(), batch.mask(), false)
                : Batch.ofRows(batch.steps(), batch.rows(), batch.dense(), batch.targets(), batch.mask(), false);
    }

    /** Trains and tests. */
    Outcome run() {
        boolean finite;
        try {
            finite = train();
        } finally {
            state.tell(log, end);
        }
        if (finite && state.noNumberAt > 0 && !state.numberSeen) {
            log.fact(DIVERGED, state.noNumberAt);
            finite = false;
        }
        if (!finite) {
            metrics.diverged(tests.isEmpty() ? validation.get(0) : tests.get(0), log);
            return Outcome.DIVERGED;
        }
        long testedUpdate = state.update;
        if (config.test() == TrainingConfig.Test.BEST && state.best != null && state.bestUpdate != state.update) {
            trainer.restore(state.best.trainer(config.optimiser()));
            testedUpdate = state.bestUpdate;
        }
        boolean scored = test();
        state.tell(log, end);
        if (!scored) {
            log.fact(DIVERGED, testedUpdate);
            return Outcome.DIVERGED;
        }
        log.metric(Metric.of("memory", (double) state.peakMemory, "byte", Metric.Direction.LOWER));
        return Outcome.COMPLETED;
    }

    /** Trains until a limit; false if a loss or a parameter was not finite. */
    private boolean train() {
        BatchSource source = source(state.epoch, state.inEpoch);
        while (end.isEmpty()) {
            keep();
            control.check();
            long start = System.nanoTime();
            Batch batch =
                    config.batchesPerEpoch() > 0 && state.inEpoch == config.batchesPerEpoch() ? null : source.next();
            if (batch == null) {
                if (state.inEpoch == 0) {
                    throw new IllegalStateException(
                            "the task gave no training batch of " + config.batch() + " rows in epoch " + state.epoch);
                }
                state.epoch++;
                state.batchesPerEpoch = state.inEpoch;
                state.inEpoch = 0;
                state.trainingNanos += System.nanoTime() - start;
                if (endsWithEpoch()) {
                    end = "epochs";
                } else if (config.evaluateEvery() == 0 && config.epochs() > 0 && !evaluate()) {
                    return false;
                }
                source = source(state.epoch, 0);
                continue;
            }
            double loss = trainer.step(batch, schedule.learningRate());
            state.trainingNanos += System.nanoTime() - start;
            state.update++;
            state.count(batch);
            state.inEpoch++;
            state.loss = loss;
            log.trainingLoss(loss);
            show();
            if (!Double.isFinite(loss)) {
                log.fact(DIVERGED, state.update);
                return false;
            }
            if (config.updates() > 0 && state.update == config.updates()) {
                end = "updates";
            } else if (isEvaluationDue() && !evaluate()) {
                return false;
            }
        }
        return state.lastEvaluated == state.update || evaluate();
    }

    /** The batches of an epoch behind those that were trained on, which are drawn again and passed over. */
    private BatchSource source(int epoch, long trained) {
        BatchSource source = data.training(config.batch(), dataSeed, epoch);
        for (long passed = 0; passed < trained; passed++) {
            control.check();
            if (source.next() == null) {
                throw new IllegalStateException("the task gave " + passed + " training batches of " + config.batch()
                        + " rows in epoch " + epoch + ", and at least " + trained + " before");
            }
        }
        return source;
    }

    /** Between two updates: writes a checkpoint if it is time, or if the run is about to stop here. */
    private void keep() {
        if (unfinished.isEmpty() || state.update == 0) {
            return;
        }
        Unfinished kept = unfinished.get();
        boolean stops = control.stop().equals(Optional.of(Outcome.INTERRUPTED));
        if (kept.isKept() && (stops || kept.isDue(state.update))) {
            // What the trainer held for the batches so far is known to this one alone.
            state.peakMemory = Math.max(state.peakMemory, trainer.memoryBytes());
            long spent = TimeUnit.NANOSECONDS.convert(control.elapsed());
            kept.write(spent, trainer.export(), state, log);
        }
    }

    private boolean endsWithEpoch() {
        return config.epochs() > 0 && state.epoch >= config.epochs();
    }

    private boolean isEvaluationDue() {
        if (config.evaluateEvery() > 0) {
            return state.update % config.evaluateEvery() == 0;
        }
        return config.epochs() == 0 && state.update % Math.max(1, config.updates() / 20) == 0;
    }

    /** Evaluates on the validation sets; false if the model is no longer finite. */
    private boolean evaluate() {
        state.lastEvaluated = state.update;
        state.peakMemory = Math.max(state.peakMemory, trainer.memoryBytes());
        if (validation.isEmpty()) {
            return true;
        }
        long start = System.nanoTime();
        List<SetScore> scores = new ArrayList<>();
        for (EvaluationSet set : validation) {
            SetScore reached = SetScore.evaluate(trainer, set, this::breathe);
            scores.add(reached);
            metrics.validation(set, reached, state.update, log);
        }
        // The first set drives training; the others are curves to look at.
        double score = metrics.score(validation.get(0), scores.get(0));
        double loss = scores.get(0).meanLoss();
        state.noNumberAt = state.noNumberAt == 0 && Double.isNaN(loss) ? state.update : state.noNumberAt;
        state.numberSeen |= !Double.isNaN(loss);
        boolean improved = improves(score, loss);
        // A loss that overflows on long validation sequences is no divergence as long as the parameters are sound.
        if (improved || !Double.isFinite(loss)) {
            TrainerState reached = trainer.export();
            if (!isFinite(reached.parameters())) {
                state.evaluationNanos += System.nanoTime() - start;
                log.fact(DIVERGED, state.update);
                return false;
            }
            if (improved) {
                state.best = config.test() == TrainingConfig.Test.BEST ? TrainingState.Best.of(reached) : null;
                state.bestMonitored = monitorsScore() ? score : loss;
                state.bestLoss = loss;
                state.bestUpdate = state.update;
            }
        }
        if (improved || config.test() == TrainingConfig.Test.LAST || state.bestUpdate == 0) {
            state.tested = scores;
        }
        state.evaluationNanos += System.nanoTime() - start;
        decide(score, loss);
        log.point("learning-rate", "update", "1", (double) state.update, schedule.learningRate());
        listener.evaluated(new TrialListener.Evaluated(
                state.update, metrics.scoreName(validation.get(0)), score, improved, schedule.learningRate()));
        return true;
    }

    private void decide(double score, double loss) {
        double monitored = monitorsScore() ? score : loss;
        schedule.evaluated(monitored);
        boolean stalled = stall.evaluated(monitored);
        boolean reached = config.stopAtScore().isPresent()
                && metrics.score().reaches(score, config.stopAtScore().getAsDouble());
        if (end.isEmpty()) {
            end = reached ? "score" : stalled ? "early stopping" : "";
        }
    }

    private boolean monitorsScore() {
        return config.monitor() == TrainingConfig.Monitor.SCORE;
    }

    private boolean improves(double score, double loss) {
        if (!monitorsScore()) {
            return direction.isBetter(loss, state.bestMonitored);
        }
        return direction.isBetter(score, state.bestMonitored)
                || (score == state.bestMonitored && Metric.Direction.LOWER.isBetter(loss, state.bestLoss));
    }

    private static boolean isFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Tests the parameters that the trainer holds now. The first test set gives the trial's score; false if that is no
     * number, or if its loss is none and nothing else was ever evaluated.
     */
    private boolean test() {
        long start = System.nanoTime();
        List<SetScore> reached = new ArrayList<>();
        for (int i = 0; i < tests.size(); i++) {
            reached.add(SetScore.evaluate(trainer, tests.get(i), this::breathe));
            metrics.all(tests.get(i), reached.get(i), log);
        }
        // Those of the tested update are known already.
        for (int i = 0; i < state.tested.size(); i++) {
            metrics.all(validation.get(i), state.tested.get(i), log);
        }
        for (EvaluationSet set : lengths) {
            metrics.length(set, SetScore.evaluate(trainer, set, this::breathe), log);
        }
        state.peakMemory = Math.max(state.peakMemory, trainer.memoryBytes());
        state.evaluationNanos += System.nanoTime() - start;
        return reached.isEmpty()
                || !Double.isNaN(
                        validation.isEmpty() ? reached.get(0).meanLoss() : metrics.score(tests.get(0), reached.get(0)));
    }

    /** Between two batches of an evaluation. */
    private void breathe() {
        control.check();
        show();
    }

    private void show() {
        long now = System.nanoTime();
        if (now - lastShown < PROGRESS_NANOS) {
            return;
        }
        lastShown = now;
        listener.progressed(state.progress(config));
    }
}
