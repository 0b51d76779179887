package io.recurbench.harness.trial;

import io.recurbench.harness.experiment.TrainingConfig;

/** Early stopping: counts evaluations in a row without an improvement of more than delta. */
final class StallCounter {
    private final TrainingConfig.EarlyStopping rule;
    private final boolean higherIsBetter;
    private double best = Double.NaN;
    private int stalled;

    StallCounter(TrainingConfig.EarlyStopping rule, boolean higherIsBetter) {
        this.rule = rule;
        this.higherIsBetter = higherIsBetter;
    }

    /** Notes a value; true if training has to end. */
    boolean evaluated(double value) {
        boolean improved =
                Double.isNaN(best) || (higherIsBetter ? value > best + rule.delta() : value < best - rule.delta());
        if (improved) {
            best = value;
            stalled = 0;
        } else {
            stalled++;
        }
        return rule.patience() > 0 && stalled >= rule.patience();
    }
}
