package io.recurbench.nd4j;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Losses and their adjoints over all positions. The library's log_softmax takes 9 ms for 6400 x 101 and its softmax 18;
 * max, exp and two sums take 4 together. What concerns one number of each row, its target's, is done here on the host: the
 * library would need one-hot rows for it. Loss and adjoint share what both need.
 */
final class LossKernels {
    private final Operations operations;
    private final BatchInput input;
    private final Region prediction;
    private final Region work;
    private final Region rowValues;
    private final float[] total;

    LossKernels(Operations operations, BatchInput input, Region prediction) {
        this.operations = operations;
        this.input = input;
        this.prediction = prediction;
        this.work = operations.allocate(prediction.rows(), prediction.width());
        this.rowValues = operations.allocate(prediction.rows(), 1);
        this.total = new float[prediction.rows()];
    }

    /**
     * {@code log sum exp(z - max) - (z - max)[target]}. Leaves {@code exp(z - max)} with zero at the target, and the sums
     * with and without the target: where the target has nearly all of the probability, one minus it would be rounding.
     *
     * @param smoothing of the labels; adds {@code smoothing (z[target] - mean z)}
     */
    Kernel crossEntropy(Region out, double smoothing) {
        int width = prediction.width();
        FloatBuffer shifted = work.buffer();
        FloatBuffer others = rowValues.buffer();
        FloatBuffer losses = out.buffer();
        float[] targetLogit = new float[total.length];
        FloatBuffer logits = prediction.buffer();
        Kernel subtract = operations.operation("subtract", work, prediction, rowValues);
        Kernel exp = operations.transform(Transform.EXP, work, work);
        Kernel sum = Blas.sumColumns(rowValues, work, operations.ones(width), 1f);
        return step -> {
            for (int row = 0; row < total.length; row++) {
                others.put(row, largest(logits, row * width, width));
            }
            subtract.run(step);
            for (int row = 0; row < total.length; row++) {
                targetLogit[row] = input.isScored(row) ? shifted.get(row * width + input.target(row)) : 0;
            }
            exp.run(step);
            for (int row = 0; row < total.length; row++) {
                if (input.isScored(row)) {
                    int at = row * width + input.target(row);
                    total[row] = shifted.get(at);
                    shifted.put(at, 0f);
                } else {
                    total[row] = 0;
                }
            }
            sum.run(step);
            for (int row = 0; row < total.length; row++) {
                total[row] += others.get(row);
                double smooth = smoothing > 0 && input.isScored(row)
                        ? smoothing * (logits.get(row * width + input.target(row)) - mean(logits, row * width, width))
                        : 0;
                losses.put(row, (float) (Math.log(total[row]) - targetLogit[row] + smooth));
            }
        };
    }

    private static float largest(FloatBuffer values, int start, int count) {
        float most = values.get(start);
        for (int i = start + 1; i < start + count; i++) {
            float value = values.get(i);
            most = value > most ? value : most;
        }
        return most;
    }

    private static double mean(FloatBuffer values, int start, int count) {
        double sum = 0;
        for (int i = start; i < start + count; i++) {
            sum += values.get(i);
        }
        return sum / count;
    }

    /** {@code (softmax(z) - (1 - smoothing) target - smoothing / width) weight}, after {@link #crossEntropy}. */
    Kernel crossEntropyAdjoint(Region out, double smoothing) {
        int width = prediction.width();
        Region factor = operations.allocate(prediction.rows(), 1);
        FloatBuffer factors = factor.buffer();
        FloatBuffer others = rowValues.buffer();
        FloatBuffer adjoint = out.buffer();
        Kernel multiply = operations.operation("multiply", out, work, factor);
        return step -> {
            for (int row = 0; row < total.length; row++) {
                factors.put(row, input.weight(row) / total[row]);
            }
            multiply.run(step);
            for (int row = 0; row < total.length; row++) {
                if (input.isScored(row)) {
                    adjoint.put(row * width + input.target(row), -others.get(row) * factors.get(row));
                    if (smoothing > 0) {
                        smooth(adjoint, row, width, smoothing * input.weight(row));
                    }
                } else {
                    clearIfNotFinite(adjoint, row, width, total[row]);
                }
            }
        };
    }

    private void smooth(FloatBuffer adjoint, int row, int width, double weight) {
        float share = (float) (weight / width);
        for (int i = row * width; i < (row + 1) * width; i++) {
            adjoint.put(i, adjoint.get(i) - share);
        }
        int target = row * width + input.target(row);
        adjoint.put(target, adjoint.get(target) + (float) weight);
    }

    /** The mean over columns of {@code (z - target)^2}. */
    Kernel squaredError(Region out) {
        int width = prediction.width();
        Region square = operations.scratch("square", prediction.rows(), width);
        return Kernel.sequence(List.of(
                operations.operation("subtract", work, prediction, input.numbers()),
                operations.operation("multiply", square, work, work),
                Blas.sumColumns(out, square, operations.ones(width), 1f / width)));
    }

    /** {@code 2/width (z - target) weight}, after {@link #squaredError} has left the difference and {@code loss}. */
    Kernel squaredErrorAdjoint(Region out, Region loss) {
        int width = prediction.width();
        FloatBuffer factors = rowValues.buffer();
        FloatBuffer adjoint = out.buffer();
        FloatBuffer losses = loss.buffer();
        Kernel multiply = operations.operation("multiply", out, work, rowValues);
        return step -> {
            for (int row = 0; row < total.length; row++) {
                factors.put(row, 2f / width * input.weight(row));
            }
            multiply.run(step);
            for (int row = 0; row < total.length; row++) {
                if (!input.isScored(row)) {
                    clearIfNotFinite(adjoint, row, width, losses.get(row));
                }
            }
        };
    }

    /** A row that is not scored has no part in the gradient, also where it has overflowed: zero times that is NaN. */
    private static void clearIfNotFinite(FloatBuffer adjoint, int row, int width, float value) {
        if (!Float.isFinite(value)) {
            for (int i = row * width; i < (row + 1) * width; i++) {
                adjoint.put(i, 0f);
            }
        }
    }
}
