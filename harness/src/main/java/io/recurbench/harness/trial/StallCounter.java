package io.recurbench.harness.trial;

import io.recurbench.api.record.Metric;
import io.recurbench.harness.experiment.TrainingConfig;

/** Early stopping: counts evaluations in a row without an improvement of more than delta. */
final class StallCounter {
    private final TrainingConfig.EarlyStopping rule;
    private final Metric.Direction direction;
    private double best = Double.NaN;
    private int stalled;

    StallCounter(TrainingConfig.EarlyStopping rule, Metric.Direction direction) {
        this.rule = rule;
        this.direction = direction;
    }

    /** Notes a value; true if training has to end. */
    boolean evaluated(double value) {
        if (direction.isBetter(value, best, rule.delta())) {
            best = value;
            stalled = 0;
        } else {
            stalled++;
        }
        return rule.patience() > 0 && stalled >= rule.patience();
    }
}
