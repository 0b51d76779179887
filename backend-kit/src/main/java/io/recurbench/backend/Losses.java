package io.recurbench.backend;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.stability.Stability;
import java.util.function.IntToDoubleFunction;

/** The loss of a position and its gradient, in double precision, one position after the other: what they mean. */
@Stability.Experimental
public final class Losses {
    private final OutputSpec output;
    private final Batch batch;

    /** Those of a batch. */
    public Losses(OutputSpec output, Batch batch) {
        this.output = output;
        this.batch = batch;
    }

    private boolean isScored(int position) {
        return batch.mask()[position] != 0;
    }

    /**
     * The loss; 0 where the position is not scored: it has no target.
     *
     * @param labelSmoothing of {@link io.recurbench.api.program.Operation.Loss}
     * @param prediction the number in each column: a logit, or what is to be the target
     * @param position {@code t x B + row}
     */
    public double loss(double labelSmoothing, IntToDoubleFunction prediction, int position) {
        if (!isScored(position)) {
            return 0;
        }
        double sum = 0;
        switch (output.loss()) {
            case SOFTMAX_CROSS_ENTROPY -> {
                for (int j = 0; j < output.width(); j++) {
                    sum -= target(labelSmoothing, j, position) * prediction.applyAsDouble(j);
                }
                return logSumExp(prediction) + sum;
            }
            case MEAN_SQUARED_ERROR -> {
                for (int j = 0; j < output.width(); j++) {
                    double difference = prediction.applyAsDouble(j) - number(position, j);
                    sum += difference * difference;
                }
                return sum / output.width();
            }
        }
        throw new IllegalStateException("no loss of kind " + output.loss());
    }

    /**
     * The gradient of the batch's mean loss with respect to the prediction, {@code [width]}: that of the position divided by
     * the number of scored ones; exactly zero where it is not scored. Parameters as those of {@link #loss}.
     */
    public double[] gradient(double labelSmoothing, IntToDoubleFunction prediction, int position) {
        double[] gradient = new double[output.width()];
        if (!isScored(position)) {
            return gradient;
        }
        double share = 1.0 / batch.scored();
        switch (output.loss()) {
            case SOFTMAX_CROSS_ENTROPY -> {
                double logTotal = logSumExp(prediction);
                for (int j = 0; j < gradient.length; j++) {
                    double probability = Math.exp(prediction.applyAsDouble(j) - logTotal);
                    gradient[j] = share * (probability - target(labelSmoothing, j, position));
                }
            }
            case MEAN_SQUARED_ERROR -> {
                for (int j = 0; j < gradient.length; j++) {
                    gradient[j] = share * 2 / output.width() * (prediction.applyAsDouble(j) - number(position, j));
                }
            }
        }
        return gradient;
    }

    /** The target of a class: a distribution over the classes. */
    private double target(double labelSmoothing, int column, int position) {
        return labelSmoothing / output.width() + (column == batch.targets()[position] ? 1 - labelSmoothing : 0);
    }

    private double number(int position, int column) {
        return batch.denseTargets()[position * output.width() + column];
    }

    private double logSumExp(IntToDoubleFunction prediction) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < output.width(); j++) {
            largest = Math.max(largest, prediction.applyAsDouble(j));
        }
        double sum = 0;
        for (int j = 0; j < output.width(); j++) {
            sum += Math.exp(prediction.applyAsDouble(j) - largest);
        }
        return largest + Math.log(sum);
    }
}
