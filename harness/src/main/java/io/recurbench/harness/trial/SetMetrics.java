package io.recurbench.harness.trial;

import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Metric.Direction;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskSpec;
import java.util.List;

/** Writes what was reached on evaluation sets into the log, under the names that reports and references use. */
final class SetMetrics {
    private static final int MOST_POSITIONS = 250;

    private final TaskData data;
    private final TaskSpec spec;
    private final ScoreKind score;
    private final String lossUnit;

    SetMetrics(TaskData data) {
        this.data = data;
        this.spec = data.spec();
        this.score = ScoreKind.of(spec.score());
        this.lossUnit = spec.output().loss() == OutputSpec.LossKind.MEAN_SQUARED_ERROR ? "1" : "nat";
    }

    ScoreKind score() {
        return score;
    }

    String lossUnit() {
        return lossUnit;
    }

    double score(EvaluationSet set, SetScore reached) {
        return score.of(reached.meanLoss(), reached.accuracy(), chance(set));
    }

    private double chance(EvaluationSet set) {
        return set.chance().orElse(spec.chance());
    }

    String scoreName(EvaluationSet set) {
        return set.name() + "/" + score.metric();
    }

    /** All metrics of a set: the score first, the task's own last. */
    void all(EvaluationSet set, SetScore reached, TrialLog log) {
        measured(set, reached, log);
        for (Metric metric : data.metrics(set, reached.total())) {
            String name = set.name() + "/" + metric.name();
            if (log.metrics().stream().anyMatch(other -> other.name().equals(name))) {
                throw new IllegalStateException("the task's own metric '" + metric.name() + "' of set '" + set.name()
                        + "' is there already: give it another name");
            }
            log.metric(new Metric(
                    name, metric.value(), metric.unit(), metric.direction(), metric.chance(), metric.samples()));
        }
    }

    private void measured(EvaluationSet set, SetScore reached, TrialLog log) {
        String name = set.name() + "/";
        double value = score(set, reached);
        log.metric(new Metric(
                scoreName(set),
                value,
                score.unit(),
                score.direction(),
                score.countsCorrect() ? 0.0 : null,
                List.of(List.of(value))));
        if (score != ScoreKind.MEAN_SQUARED_ERROR) {
            log.metric(Metric.of(name + "loss", reached.meanLoss(), lossUnit, Direction.LOWER));
        }
        spec.optimum()
                .ifPresent(optimum -> log.metric(Metric.of(
                        name + "excess",
                        score.direction() == Direction.LOWER ? value - optimum : optimum - value,
                        score.unit(),
                        Direction.LOWER)));
        if (spec.output().loss() == OutputSpec.LossKind.SOFTMAX_CROSS_ENTROPY) {
            log.metric(
                    new Metric(name + "accuracy", reached.accuracy(), "1", Direction.HIGHER, chance(set), List.of()));
        }
        if (score.countsCorrect() && reached.hasSequenceAccuracy()) {
            log.metric(Metric.of(name + "sequence-accuracy", reached.sequenceAccuracy(), "1", Direction.HIGHER));
        }
        if (score.countsCorrect() && reached.distinctPositions() > 1) {
            positions(name + "accuracy", reached, log);
        }
    }

    /** The score that a trial has whose training diverged: not a number, so that nobody averages over it unawares. */
    void diverged(EvaluationSet set, TrialLog log) {
        log.metric(new Metric(
                scoreName(set),
                Double.NaN,
                score.unit(),
                score.direction(),
                score.countsCorrect() ? 0.0 : null,
                List.of()));
    }

    /** One point of the curves over lengths. */
    void length(EvaluationSet set, SetScore reached, TrialLog log) {
        log.point("length/" + score.metric(), "length", score.unit(), set.length(), score(set, reached));
        if (score.countsCorrect()) {
            log.point("length/accuracy", "length", "1", set.length(), reached.accuracy());
            if (reached.hasSequenceAccuracy() && reached.distinctPositions() > 1) {
                log.point("length/sequence-accuracy", "length", "1", set.length(), reached.sequenceAccuracy());
            }
        }
        log.point("length/loss", "length", lossUnit, set.length(), reached.meanLoss());
    }

    /** One point of the curves over training. */
    void validation(EvaluationSet set, SetScore reached, long update, TrialLog log) {
        log.point(scoreName(set), "update", score.unit(), (double) update, score(set, reached));
        if (score != ScoreKind.MEAN_SQUARED_ERROR) {
            log.point(set.name() + "/loss", "update", lossUnit, (double) update, reached.meanLoss());
        }
        if (score.countsCorrect() && reached.hasSequenceAccuracy() && reached.distinctPositions() > 1) {
            log.point(set.name() + "/sequence-accuracy", "update", "1", (double) update, reached.sequenceAccuracy());
        }
    }

    /** Accuracy by position, neighbours joined where there are very many. */
    private static void positions(String name, SetScore reached, TrialLog log) {
        long[] scored = reached.scoredAt();
        long[] correct = reached.correctAt();
        int width = Math.max(1, (scored.length + MOST_POSITIONS - 1) / MOST_POSITIONS);
        for (int from = 0; from < scored.length; from += width) {
            long hits = 0;
            long all = 0;
            int end = Math.min(scored.length, from + width);
            for (int t = from; t < end; t++) {
                hits += correct[t];
                all += scored[t];
            }
            if (all > 0) {
                log.point(name, "position", "1", end, (double) hits / all);
            }
        }
    }
}
