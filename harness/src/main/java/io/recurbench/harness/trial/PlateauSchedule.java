package io.recurbench.harness.trial;

import io.recurbench.api.record.Metric;
import io.recurbench.harness.experiment.TrainingConfig;

/** Lowers the learning rate on a plateau; see {@link TrainingConfig.Schedule} for the rule. */
final class PlateauSchedule {
    private final TrainingConfig.Schedule rule;
    private final Metric.Direction direction;
    private final Memory memory;

    /** What it remembers from one evaluation to the next. */
    static final class Memory {
        private double learningRate;
        private double best = Double.NaN;
        private int bad;

        /** Before the first evaluation. */
        static Memory of(double learningRate) {
            Memory memory = new Memory();
            memory.learningRate = learningRate;
            return memory;
        }
    }

    PlateauSchedule(TrainingConfig.Schedule rule, Metric.Direction direction, Memory memory) {
        this.rule = rule;
        this.direction = direction;
        this.memory = memory;
    }

    double learningRate() {
        return memory.learningRate;
    }

    void evaluated(double value) {
        if (rule.factor() >= 1) {
            return;
        }
        // By the threshold, relative to the size of the best, so that scores around or below zero have a direction too.
        if (direction.isBetter(value, memory.best, rule.threshold() * Math.abs(memory.best))) {
            memory.best = value;
            memory.bad = 0;
        } else if (++memory.bad > rule.patience()) {
            double rate = memory.learningRate;
            memory.learningRate = Math.max(rate * rule.factor(), Math.min(rate, rule.minimum()));
            memory.bad = 0;
        }
    }
}
