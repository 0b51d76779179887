package io.recurbench.cpu.kernel;

import io.recurbench.api.program.BlockNorm;

/** Kernels that look at whole rows. */
public interface RowKernels {

    /** {@code loss[row][0] = -log softmax(logits[row])[target]}; finite for all finite logits. */
    void softmaxLoss(int from, int to, Operand logits, Labels labels, Operand loss);

    /**
     * {@code out[row] = scale (softmax(logits[row]) - onehot(target))}, exactly zero on a row that is not scored. Entries
     * smaller than {@link ElementKernels#SMALLEST} are zero. {@code out} may be {@code logits}.
     */
    void softmaxAdjoint(int from, int to, Operand logits, Labels labels, Operand out);

    /** {@link #softmaxLoss} and {@link #softmaxAdjoint} in one pass. */
    void softmaxLossAndAdjoint(int from, int to, Operand logits, Labels labels, Operand loss, Operand out);

    /** Whether a row's largest number (the first, if several are) stands at the target. */
    boolean isCorrect(int row, Operand logits, Labels labels);

    /** {@code loss[row][0] = mean over columns of (prediction - target)^2}. */
    default void squaredErrorLoss(int from, int to, Operand prediction, Labels labels, Operand loss) {
        int width = prediction.width;
        for (int row = from; row < to; row++) {
            int z = prediction.row(row);
            double sum = 0;
            for (int j = 0; j < width; j++) {
                double difference = (double) prediction.array[z + j] - labels.number(row, width, j);
                sum += difference * difference;
            }
            loss.array[loss.row(row)] = (float) (sum / width);
        }
    }

    /** {@code out = scale 2/width (prediction - target)}, exactly zero on a row that is not scored. */
    default void squaredErrorAdjoint(int from, int to, Operand prediction, Labels labels, Operand out) {
        int width = prediction.width;
        float factor = 2 * labels.scale() / width;
        for (int row = from; row < to; row++) {
            int z = prediction.row(row);
            int target = out.row(row);
            boolean scored = labels.isScored(row);
            for (int j = 0; j < width; j++) {
                float difference = prediction.array[z + j] - labels.number(row, width, j);
                out.array[target + j] = scored ? ElementKernels.flush(factor * difference) : 0;
            }
        }
    }

    /** {@code out[row] = x[row] / |x[row]|}, each row a block with its norm. */
    void normalise(int from, int to, Operand x, Operand out, BlockNorm norm);

    /** {@code out = (dy - y (y . dy)) / |x|} with {@code y = x / |x|}. */
    void normaliseAdjoint(int from, int to, Operand x, Operand adjoint, Operand out, BlockNorm norm);

    /** {@code out[row] = softmax(x[row])}. Entries smaller than {@link ElementKernels#SMALLEST} are zero. */
    void softmax(int from, int to, Operand x, Operand out);

    /** {@code out[row][0] = sum of the row's numbers}. */
    default void sumColumns(int from, int to, Operand x, Operand out) {
        for (int row = from; row < to; row++) {
            out.array[out.row(row)] = (float) DoubleSums.sum(x.array, x.row(row), x.width);
        }
    }

    /** {@code out[0][j] = sum over rows of x[row][j]}: rows in order, in blocks of a fixed size. */
    void sumRows(int from, int to, Operand x, Operand out);
}
