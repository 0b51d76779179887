package io.recurbench.harness.trial;

import io.recurbench.api.record.Metric.Direction;
import io.recurbench.api.task.TaskSpec;

/** How a task is scored, as metrics name it. */
enum ScoreKind {
    NORMALISED_ACCURACY("normalised-accuracy", "1", Direction.HIGHER),
    BITS_PER_CHARACTER("bpc", "bit/char", Direction.LOWER),
    MEAN_SQUARED_ERROR("mse", "1", Direction.LOWER);

    private static final double LN2 = Math.log(2);

    private final String metric;
    private final String unit;
    private final Direction direction;

    ScoreKind(String metric, String unit, Direction direction) {
        this.metric = metric;
        this.unit = unit;
        this.direction = direction;
    }

    static ScoreKind of(TaskSpec.Score score) {
        return switch (score) {
            case NORMALISED_ACCURACY -> NORMALISED_ACCURACY;
            case BITS_PER_CHARACTER -> BITS_PER_CHARACTER;
            case MEAN_SQUARED_ERROR -> MEAN_SQUARED_ERROR;
        };
    }

    String metric() {
        return metric;
    }

    String unit() {
        return unit;
    }

    Direction direction() {
        return direction;
    }

    boolean countsCorrect() {
        return this == NORMALISED_ACCURACY;
    }

    /** The score of a mean loss (nats, or squared error) and an accuracy. */
    double of(double loss, double accuracy, double chance) {
        return switch (this) {
            case NORMALISED_ACCURACY -> normalised(accuracy, chance);
            case BITS_PER_CHARACTER -> loss / LN2;
            case MEAN_SQUARED_ERROR -> loss;
        };
    }

    static double normalised(double accuracy, double chance) {
        return (accuracy - chance) / (1 - chance);
    }

    /** Whether the first score is as good as the second, or better. */
    boolean reaches(double score, double goal) {
        return direction == Direction.HIGHER ? score >= goal : score <= goal;
    }
}
