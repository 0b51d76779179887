package io.recurbench.cpu.kernel;

/**
 * What smoothed targets {@code (1 - s) onehot + s / width} add to softmax cross-entropy and its adjoint: short passes around
 * the kernels for sharp targets, which stay as they are. For one thread.
 */
public final class LabelSmoothing {
    private final double smoothing;
    private float[] terms = new float[0];

    /** @param smoothing s */
    public LabelSmoothing(double smoothing) {
        this.smoothing = smoothing;
    }

    /** Reads what is to be added to the losses, before an adjoint may be written over the logits. */
    public void read(int from, int to, Operand logits, Labels labels) {
        if (terms.length < to - from) {
            terms = new float[to - from];
        }
        int width = logits.width;
        for (int row = from; row < to; row++) {
            int z = logits.row(row);
            double sum = 0;
            for (int j = 0; j < width; j++) {
                sum += logits.array[z + j];
            }
            double target = logits.array[z + labels.target(row)];
            terms[row - from] = (float) (smoothing * (target - sum / width));
        }
    }

    /** {@code loss[row][0] += s (logits[row][target] - mean logits[row])}, of the rows that were read. */
    public void addToLoss(int from, int to, Operand loss) {
        for (int row = from; row < to; row++) {
            loss.array[loss.row(row)] += terms[row - from];
        }
    }

    /** {@code adjoint[row] += scale s (onehot(target) - 1 / width)}; nothing on a row that is not scored. */
    public void addToAdjoint(int from, int to, Labels labels, Operand adjoint) {
        double weight = smoothing * labels.scale();
        float share = (float) (weight / adjoint.width);
        for (int row = from; row < to; row++) {
            if (labels.isScored(row)) {
                int o = adjoint.row(row);
                for (int j = 0; j < adjoint.width; j++) {
                    adjoint.array[o + j] -= share;
                }
                adjoint.array[o + labels.target(row)] += (float) weight;
            }
        }
    }
}
