package io.recurbench.harness.trial;

import io.recurbench.api.record.Metric;
import io.recurbench.harness.experiment.TrainingConfig;

/** Lowers the learning rate on a plateau; see {@link TrainingConfig.Schedule} for the rule. */
final class PlateauSchedule {
    private final TrainingConfig.Schedule rule;
    private final Metric.Direction direction;
    private double learningRate;
    private double best = Double.NaN;
    private int bad;

    PlateauSchedule(TrainingConfig.Schedule rule, double learningRate, Metric.Direction direction) {
        this.rule = rule;
        this.learningRate = learningRate;
        this.direction = direction;
    }

    double learningRate() {
        return learningRate;
    }

    void evaluated(double value) {
        if (rule.factor() >= 1) {
            return;
        }
        // By the threshold, relative to the size of the best, so that scores around or below zero have a direction too.
        if (direction.isBetter(value, best, rule.threshold() * Math.abs(best))) {
            best = value;
            bad = 0;
        } else if (++bad > rule.patience()) {
            learningRate = Math.max(learningRate * rule.factor(), Math.min(learningRate, rule.minimum()));
            bad = 0;
        }
    }
}
