package io.recurbench.cpu.kernel;

/**
 * What smoothed targets {@code (1 - s) onehot + s / width} add to softmax cross-entropy and its adjoint. Two short passes
 * beside the kernels for sharp targets, which stay as they are.
 */
public final class LabelSmoothing {
    private LabelSmoothing() {}

    /** {@code loss[row][0] += smoothing (logits[row][target] - mean logits[row])}. */
    public static void addToLoss(
            int from,
            int to,
            int width,
            Operand logits,
            int[] targets,
            int targetsOffset,
            double smoothing,
            Operand loss) {
        for (int row = from; row < to; row++) {
            int z = logits.row(row);
            double sum = 0;
            for (int j = 0; j < width; j++) {
                sum += logits.array[z + j];
            }
            double target = logits.array[z + targets[targetsOffset + row]];
            loss.array[loss.row(row)] += (float) (smoothing * (target - sum / width));
        }
    }

    /**
     * {@code adjoint[row] += weight (onehot(target) - 1 / width)}; nothing on a row that is masked out.
     *
     * @param weight smoothing times the scale of the adjoint
     */
    public static void addToAdjoint(
            int from,
            int to,
            int width,
            int[] targets,
            int targetsOffset,
            byte[] mask,
            int maskOffset,
            double weight,
            Operand adjoint) {
        float share = (float) (weight / width);
        for (int row = from; row < to; row++) {
            if (mask[maskOffset + row] == 0) {
                continue;
            }
            int o = adjoint.row(row);
            for (int j = 0; j < width; j++) {
                adjoint.array[o + j] -= share;
            }
            adjoint.array[o + targets[targetsOffset + row]] += (float) weight;
        }
    }
}
