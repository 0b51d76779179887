package io.recurbench.testkit.reference;

import io.recurbench.api.Batch;
import io.recurbench.api.program.OutputSpec;

/** The loss of one position and its gradient with respect to the prediction. */
final class Losses {
    private final OutputSpec output;
    private final Batch batch;

    Losses(OutputSpec output, Batch batch) {
        this.output = output;
        this.batch = batch;
    }

    boolean scored(int row) {
        return batch.mask()[row] != 0;
    }

    /** The loss of a row whose prediction begins at {@code offset}; 0 on a row that is not scored: it has no target. */
    double loss(double labelSmoothing, double[] prediction, int offset, int row) {
        if (!scored(row)) {
            return 0;
        }
        return switch (output.loss()) {
            case SOFTMAX_CROSS_ENTROPY -> {
                double expected = 0;
                for (int j = 0; j < output.width(); j++) {
                    expected += target(labelSmoothing, j, row) * prediction[offset + j];
                }
                yield logSumExp(prediction, offset) - expected;
            }
            case MEAN_SQUARED_ERROR -> {
                double sum = 0;
                for (int j = 0; j < output.width(); j++) {
                    double difference = prediction[offset + j] - denseTarget(row, j);
                    sum += difference * difference;
                }
                yield sum / output.width();
            }
        };
    }

    /**
     * Writes the gradient of the batch's mean loss at {@code to}: that of the row divided by the number of scored
     * positions; exactly zero on a row that is not scored.
     */
    void gradient(double labelSmoothing, double[] prediction, int offset, double[] gradient, int to, int row) {
        if (!scored(row)) {
            return;
        }
        double share = 1.0 / batch.scored();
        switch (output.loss()) {
            case SOFTMAX_CROSS_ENTROPY -> {
                double logTotal = logSumExp(prediction, offset);
                for (int j = 0; j < output.width(); j++) {
                    double probability = Math.exp(prediction[offset + j] - logTotal);
                    gradient[to + j] = share * (probability - target(labelSmoothing, j, row));
                }
            }
            case MEAN_SQUARED_ERROR -> {
                for (int j = 0; j < output.width(); j++) {
                    gradient[to + j] = share * 2 / output.width() * (prediction[offset + j] - denseTarget(row, j));
                }
            }
        }
    }

    /** The target of a class: a distribution over the classes. */
    private double target(double labelSmoothing, int column, int row) {
        return labelSmoothing / output.width() + (column == batch.targets()[row] ? 1 - labelSmoothing : 0);
    }

    private double denseTarget(int row, int column) {
        return batch.denseTargets()[row * output.width() + column];
    }

    private double logSumExp(double[] prediction, int offset) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < output.width(); j++) {
            largest = Math.max(largest, prediction[offset + j]);
        }
        double sum = 0;
        for (int j = 0; j < output.width(); j++) {
            sum += Math.exp(prediction[offset + j] - largest);
        }
        return largest + Math.log(sum);
    }
}
