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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model, evaluates it on the validation sets as it goes, and tests it at its best update. One object is one
 * trial, used by one thread; the trainer is the caller's to close.
 */
final class LearningTrial {
    private static final long PROGRESS_NANOS = 100_000_000;
    private static final String DIVERGED = "diverged at update";

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

    private long update;
    private int epoch;
    private long inEpoch;
    /** Of the last epoch, from which the share of the running one is told; 0 before the first has ended. */
    private long batchesPerEpoch;

    private long positions;
    private long trainingNanos;
    private long evaluationNanos;
    private long peakMemory;
    private long lastEvaluated;
    private long lastShown;
    private double bestMonitored = Double.NaN;
    private double bestLoss = Double.NaN;
    private long bestUpdate;
    /** The first evaluation whose loss was not a number; 0 for none. */
    private long noNumberAt;

    private boolean numberSeen;
    private @Nullable TrainerState best;
    /** What the update that is tested reached on the validation sets. */
    private List<SetScore> tested = List.of();

    private String end = "";

    LearningTrial(
            TaskData data,
            TrainingConfig config,
            long dataSeed,
            Trainer trainer,
            TrialControl control,
            TrialListener listener,
            TrialLog log) {
        this.data = data;
        this.config = config;
        this.dataSeed = dataSeed;
        this.trainer = trainer;
        this.control = control;
        this.listener = listener;
        this.log = log;
        this.metrics = new SetMetrics(data);
        List<EvaluationSet> sets = data.evaluations(config.batch());
        this.validation = of(sets, EvaluationSet.Role.VALIDATION);
        this.tests = of(sets, EvaluationSet.Role.TEST);
        this.lengths = of(sets, EvaluationSet.Role.LENGTH);
        this.direction = monitorsScore() ? metrics.score().direction() : Metric.Direction.LOWER;
        this.schedule = new PlateauSchedule(config.schedule(), config.learningRate(), direction);
        this.stall = new StallCounter(config.earlyStopping(), direction);
        log.lossUnit(metrics.lossUnit());
        if (tests.isEmpty() && validation.isEmpty()) {
            throw new IllegalStateException("the task has neither a test nor a validation set");
        }
    }

    private static List<EvaluationSet> of(List<EvaluationSet> sets, EvaluationSet.Role role) {
        return sets.stream().filter(set -> set.role() == role).toList();
    }

    /** Trains and tests. */
    Outcome run() {
        boolean finite;
        try {
            finite = train();
        } finally {
            facts();
        }
        if (finite && noNumberAt > 0 && !numberSeen) {
            log.fact(DIVERGED, noNumberAt);
            finite = false;
        }
        if (!finite) {
            metrics.diverged(tests.isEmpty() ? validation.get(0) : tests.get(0), log);
            return Outcome.DIVERGED;
        }
        long testedUpdate = update;
        if (config.test() == TrainingConfig.Test.BEST && best != null && bestUpdate != update) {
            trainer.restore(best);
            testedUpdate = bestUpdate;
        }
        boolean scored = test();
        facts();
        if (!scored) {
            log.fact(DIVERGED, testedUpdate);
            return Outcome.DIVERGED;
        }
        log.metric(Metric.of("memory", (double) peakMemory, "byte", Metric.Direction.LOWER));
        return Outcome.COMPLETED;
    }

    /** Trains until a limit; false if a loss or a parameter was not finite. */
    private boolean train() {
        BatchSource source = data.training(config.batch(), dataSeed, 0);
        while (end.isEmpty()) {
            control.check();
            long start = System.nanoTime();
            Batch batch = config.batchesPerEpoch() > 0 && inEpoch == config.batchesPerEpoch() ? null : source.next();
            if (batch == null) {
                if (inEpoch == 0) {
                    throw new IllegalStateException(
                            "the task gave no training batch of " + config.batch() + " rows in epoch " + epoch);
                }
                epoch++;
                batchesPerEpoch = inEpoch;
                inEpoch = 0;
                trainingNanos += System.nanoTime() - start;
                if (endsWithEpoch()) {
                    end = "epochs";
                } else if (config.evaluateEvery() == 0 && config.epochs() > 0 && !evaluate()) {
                    return false;
                }
                source = data.training(config.batch(), dataSeed, epoch);
                continue;
            }
            double loss = trainer.step(batch, schedule.learningRate());
            trainingNanos += System.nanoTime() - start;
            update++;
            inEpoch++;
            positions += (long) batch.steps() * batch.rows();
            log.trainingLoss(loss);
            show(loss);
            if (!Double.isFinite(loss)) {
                log.fact(DIVERGED, update);
                return false;
            }
            if (config.updates() > 0 && update == config.updates()) {
                end = "updates";
            } else if (isEvaluationDue() && !evaluate()) {
                return false;
            }
        }
        return lastEvaluated == update || evaluate();
    }

    private boolean endsWithEpoch() {
        return config.epochs() > 0 && epoch >= config.epochs();
    }

    private boolean isEvaluationDue() {
        if (config.evaluateEvery() > 0) {
            return update % config.evaluateEvery() == 0;
        }
        return config.epochs() == 0 && update % Math.max(1, config.updates() / 20) == 0;
    }

    /** Evaluates on the validation sets; false if the model is no longer finite. */
    private boolean evaluate() {
        lastEvaluated = update;
        peakMemory = Math.max(peakMemory, trainer.memoryBytes());
        if (validation.isEmpty()) {
            return true;
        }
        long start = System.nanoTime();
        List<SetScore> scores = new ArrayList<>();
        for (EvaluationSet set : validation) {
            SetScore reached = SetScore.evaluate(trainer, set, control);
            scores.add(reached);
            metrics.validation(set, reached, update, log);
        }
        // The first set drives training; the others are curves to look at.
        double score = metrics.score(validation.get(0), scores.get(0));
        double loss = scores.get(0).meanLoss();
        noNumberAt = noNumberAt == 0 && Double.isNaN(loss) ? update : noNumberAt;
        numberSeen |= !Double.isNaN(loss);
        boolean improved = improves(score, loss);
        // A loss that overflows on long validation sequences is no divergence as long as the parameters are sound.
        if (improved || !Double.isFinite(loss)) {
            TrainerState state = trainer.export();
            if (!isFinite(state.parameters())) {
                evaluationNanos += System.nanoTime() - start;
                log.fact(DIVERGED, update);
                return false;
            }
            if (improved) {
                best = config.test() == TrainingConfig.Test.BEST ? state : null;
                bestMonitored = monitorsScore() ? score : loss;
                bestLoss = loss;
                bestUpdate = update;
            }
        }
        if (improved || config.test() == TrainingConfig.Test.LAST || bestUpdate == 0) {
            tested = scores;
        }
        evaluationNanos += System.nanoTime() - start;
        decide(score, loss);
        log.point("learning-rate", "update", "1", (double) update, schedule.learningRate());
        listener.evaluated(new TrialListener.Evaluated(
                update, metrics.scoreName(validation.get(0)), score, improved, schedule.learningRate()));
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
            return direction.isBetter(loss, bestMonitored);
        }
        return direction.isBetter(score, bestMonitored)
                || (score == bestMonitored && Metric.Direction.LOWER.isBetter(loss, bestLoss));
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
            reached.add(SetScore.evaluate(trainer, tests.get(i), control));
            metrics.all(tests.get(i), reached.get(i), log);
        }
        // Those of the tested update are known already.
        for (int i = 0; i < tested.size(); i++) {
            metrics.all(validation.get(i), tested.get(i), log);
        }
        for (EvaluationSet set : lengths) {
            metrics.length(set, SetScore.evaluate(trainer, set, control), log);
        }
        peakMemory = Math.max(peakMemory, trainer.memoryBytes());
        evaluationNanos += System.nanoTime() - start;
        return reached.isEmpty()
                || !Double.isNaN(
                        validation.isEmpty() ? reached.get(0).meanLoss() : metrics.score(tests.get(0), reached.get(0)));
    }

    private void show(double loss) {
        long now = System.nanoTime();
        if (now - lastShown < PROGRESS_NANOS) {
            return;
        }
        lastShown = now;
        double byUpdates = config.updates() > 0 ? (double) update / config.updates() : Double.NaN;
        double ofEpoch = batchesPerEpoch > 0 ? Math.min(1, (double) inEpoch / batchesPerEpoch) : 0;
        double byEpochs = config.epochs() > 0 && epoch > 0 ? (epoch + ofEpoch) / config.epochs() : Double.NaN;
        double fraction =
                Double.isNaN(byUpdates) ? byEpochs : Double.isNaN(byEpochs) ? byUpdates : Math.max(byUpdates, byEpochs);
        listener.progressed(
                new TrialListener.Progress(update, config.updates(), epoch, config.epochs(), loss, fraction));
    }

    private void facts() {
        log.fact("updates", update);
        log.fact("epochs", epoch);
        log.fact("best update", bestUpdate);
        log.fact("ended by", end.isEmpty() ? "divergence or a stop" : end);
        log.fact("training seconds", seconds(trainingNanos));
        log.fact("evaluation seconds", seconds(evaluationNanos));
        log.fact("peak memory bytes", peakMemory);
        if (trainingNanos > 0) {
            log.fact(
                    "training tokens per second (no measurement of speed)",
                    String.format(Locale.ROOT, "%.0f", positions * 1e9 / trainingNanos));
        }
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
    }
}
