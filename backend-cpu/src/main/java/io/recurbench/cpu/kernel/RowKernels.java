package io.recurbench.cpu.kernel;

/**
 * Kernels that look at whole rows. Targets and masks are indexed by row: {@code targets[targetsOffset + row]}; a mask of
 * 0 leaves the row out.
 */
public interface RowKernels {

    /** {@code loss[row][0] = -log softmax(logits[row])[target]}; finite for all finite logits. */
    void softmaxLoss(int from, int to, int width, Operand logits, int[] targets, int targetsOffset, Operand loss);

    /**
     * {@code out[row] = scale (softmax(logits[row]) - onehot(target))}, exactly zero on a row that is masked out. Entries
     * smaller than {@link ElementKernels#SMALLEST} are zero. {@code out} may be {@code logits}.
     */
    void softmaxAdjoint(
            int from,
            int to,
            int width,
            Operand logits,
            int[] targets,
            int targetsOffset,
            byte[] mask,
            int maskOffset,
            float scale,
            Operand out);

    /** {@link #softmaxLoss} and {@link #softmaxAdjoint} in one pass. */
    void softmaxLossAndAdjoint(
            int from,
            int to,
            int width,
            Operand logits,
            int[] targets,
            int targetsOffset,
            byte[] mask,
            int maskOffset,
            float scale,
            Operand loss,
            Operand out);

    /** Rows that are not masked out and whose largest number (the first, if several are) stands at the target. */
    int countCorrect(
            int from, int to, int width, Operand logits, int[] targets, int targetsOffset, byte[] mask, int maskOffset);

    /** {@code loss[row][0] = mean over columns of (prediction - target)^2}. */
    void squaredErrorLoss(int from, int to, int width, Operand prediction, Operand targets, Operand loss);

    /** {@code out = scale 2/width (prediction - target)}, exactly zero on a row that is masked out. */
    void squaredErrorAdjoint(
            int from,
            int to,
            int width,
            Operand prediction,
            Operand targets,
            byte[] mask,
            int maskOffset,
            float scale,
            Operand out);

    /** {@code out[row] = x[row] / max(|x[row]|, 1e-12)}, L2 norms. */
    void normalise(int from, int to, int width, Operand x, Operand out);

    /** {@code out = (dy - y (y . dy)) / max(|x|, 1e-12)} with {@code y = x / max(|x|, 1e-12)}. */
    void normaliseAdjoint(int from, int to, int width, Operand x, Operand adjoint, Operand out);

    /** {@code out[row][0] = sum of the row's numbers}. */
    void sumColumns(int from, int to, int width, Operand x, Operand out);

    /** {@code out[j] (+)= sum over rows of x[row][j]}: rows in order, in blocks of a fixed size. */
    void sumRows(int from, int to, int width, Operand x, float[] out, int outOffset, boolean accumulate);
}
