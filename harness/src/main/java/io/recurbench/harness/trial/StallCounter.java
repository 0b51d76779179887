package io.recurbench.harness.trial;

import io.recurbench.api.record.Metric;
import io.recurbench.harness.experiment.TrainingConfig;

/** Early stopping: counts evaluations in a row without an improvement of more than delta. */
final class StallCounter {
    private final TrainingConfig.EarlyStopping rule;
    private final Metric.Direction direction;
    private final Memory memory;

    /** What it remembers from one evaluation to the next. */
    static final class Memory {
        private double best = Double.NaN;
        private int stalled;
    }

    StallCounter(TrainingConfig.EarlyStopping rule, Metric.Direction direction, Memory memory) {
        this.rule = rule;
        this.direction = direction;
        this.memory = memory;
    }

    /** Notes a value; true if training has to end. */
    boolean evaluated(double value) {
        if (direction.isBetter(value, memory.best, rule.delta())) {
            memory.best = value;
            memory.stalled = 0;
        } else {
            memory.stalled++;
        }
        return rule.patience() > 0 && memory.stalled >= rule.patience();
    }
}
