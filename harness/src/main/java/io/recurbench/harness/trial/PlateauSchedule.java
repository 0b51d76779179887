package io.recurbench.harness.trial;

import io.recurbench.harness.experiment.TrainingConfig;

/** Lowers the learning rate on a plateau; see {@link TrainingConfig.Schedule} for the rule. */
final class PlateauSchedule {
    private final TrainingConfig.Schedule rule;
    private final boolean higherIsBetter;
    private double learningRate;
    private double best = Double.NaN;
    private int bad;

    PlateauSchedule(TrainingConfig.Schedule rule, double learningRate, boolean higherIsBetter) {
        this.rule = rule;
        this.learningRate = learningRate;
        this.higherIsBetter = higherIsBetter;
    }

    double learningRate() {
        return learningRate;
    }

    void evaluated(double value) {
        if (rule.factor() >= 1) {
            return;
        }
        if (Double.isNaN(best) || improves(value)) {
            best = value;
            bad = 0;
        } else if (++bad > rule.patience()) {
            learningRate = Math.max(learningRate * rule.factor(), Math.min(learningRate, rule.minimum()));
            bad = 0;
        }
    }

    /** By the threshold, relative to the size of the best, so that scores around or below zero have a direction too. */
    private boolean improves(double value) {
        double margin = rule.threshold() * Math.abs(best);
        return higherIsBetter ? value > best + margin : value < best - margin;
    }
}
