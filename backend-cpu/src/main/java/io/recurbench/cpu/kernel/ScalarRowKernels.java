package io.recurbench.cpu.kernel;

import static io.recurbench.cpu.kernel.ScalarUpdateKernels.flush;

import io.recurbench.api.program.Operation;
import java.util.Arrays;

/** Row kernels in plain loops. */
final class ScalarRowKernels implements RowKernels {
    /** Rows per partial sum of {@link #sumRows}: bounds the rounding error of long sums. */
    private static final int ROW_BLOCK = 256;

    private float[] partial = new float[0];

    @Override
    public void softmaxLoss(
            int from, int to, int width, Operand logits, int[] targets, int targetsOffset, Operand loss) {
        for (int row = from; row < to; row++) {
            int z = logits.row(row);
            float largest = largest(logits.array, z, width);
            double sum = 0;
            for (int j = 0; j < width; j++) {
                sum += Math.exp(logits.array[z + j] - largest);
            }
            loss.array[loss.row(row)] =
                    (float) (Math.log(sum) - (logits.array[z + targets[targetsOffset + row]] - largest));
        }
    }

    @Override
    public void softmaxAdjoint(
            int from,
            int to,
            int width,
            Operand logits,
            int[] targets,
            int targetsOffset,
            byte[] mask,
            int maskOffset,
            float scale,
            Operand out) {
        for (int row = from; row < to; row++) {
            int z = logits.row(row);
            int target = out.row(row);
            if (mask[maskOffset + row] == 0) {
                Arrays.fill(out.array, target, target + width, 0);
                continue;
            }
            float largest = largest(logits.array, z, width);
            double sum = 0;
            for (int j = 0; j < width; j++) {
                float e = (float) Math.exp(logits.array[z + j] - largest);
                out.array[target + j] = e;
                sum += e;
            }
            float factor = (float) (scale / sum);
            for (int j = 0; j < width; j++) {
                out.array[target + j] = flush(out.array[target + j] * factor);
            }
            out.array[target + targets[targetsOffset + row]] -= scale;
        }
    }

    @Override
    public void softmaxLossAndAdjoint(
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
            Operand out) {
        softmaxLoss(from, to, width, logits, targets, targetsOffset, loss);
        softmaxAdjoint(from, to, width, logits, targets, targetsOffset, mask, maskOffset, scale, out);
    }

    @Override
    public int countCorrect(
            int from,
            int to,
            int width,
            Operand logits,
            int[] targets,
            int targetsOffset,
            byte[] mask,
            int maskOffset) {
        int correct = 0;
        for (int row = from; row < to; row++) {
            if (mask[maskOffset + row] == 0) {
                continue;
            }
            int z = logits.row(row);
            int target = targets[targetsOffset + row];
            float best = logits.array[z + target];
            boolean first = true;
            for (int j = 0; j < width; j++) {
                float other = logits.array[z + j];
                first &= j < target ? other < best : other <= best;
            }
            correct += first ? 1 : 0;
        }
        return correct;
    }

    @Override
    public void squaredErrorLoss(int from, int to, int width, Operand prediction, Operand targets, Operand loss) {
        for (int row = from; row < to; row++) {
            int z = prediction.row(row);
            int wanted = targets.row(row);
            double sum = 0;
            for (int j = 0; j < width; j++) {
                double difference = (double) prediction.array[z + j] - targets.array[wanted + j];
                sum += difference * difference;
            }
            loss.array[loss.row(row)] = (float) (sum / width);
        }
    }

    @Override
    public void squaredErrorAdjoint(
            int from,
            int to,
            int width,
            Operand prediction,
            Operand targets,
            byte[] mask,
            int maskOffset,
            float scale,
            Operand out) {
        float factor = 2 * scale / width;
        for (int row = from; row < to; row++) {
            int z = prediction.row(row);
            int wanted = targets.row(row);
            int target = out.row(row);
            boolean scored = mask[maskOffset + row] != 0;
            for (int j = 0; j < width; j++) {
                out.array[target + j] =
                        scored ? flush(factor * (prediction.array[z + j] - targets.array[wanted + j])) : 0;
            }
        }
    }

    @Override
    public void normalise(int from, int to, int width, Operand x, Operand out) {
        for (int row = from; row < to; row++) {
            int source = x.row(row);
            int target = out.row(row);
            float factor = (float) (1 / norm(x.array, source, width));
            for (int j = 0; j < width; j++) {
                out.array[target + j] = x.array[source + j] * factor;
            }
        }
    }

    @Override
    public void normaliseAdjoint(int from, int to, int width, Operand x, Operand adjoint, Operand out) {
        for (int row = from; row < to; row++) {
            int source = x.row(row);
            int above = adjoint.row(row);
            int target = out.row(row);
            double inverse = 1 / norm(x.array, source, width);
            double dot = DoubleSums.dot(x.array, source, adjoint.array, above, width) * inverse;
            float factor = (float) inverse;
            float along = (float) (dot * inverse);
            for (int j = 0; j < width; j++) {
                out.array[target + j] = flush((adjoint.array[above + j] - x.array[source + j] * along) * factor);
            }
        }
    }

    @Override
    public void sumColumns(int from, int to, int width, Operand x, Operand out) {
        for (int row = from; row < to; row++) {
            out.array[out.row(row)] = (float) DoubleSums.sum(x.array, x.row(row), width);
        }
    }

    @Override
    public void sumRows(int from, int to, int width, Operand x, float[] out, int outOffset, boolean accumulate) {
        if (partial.length < width) {
            partial = new float[width];
        }
        if (!accumulate) {
            Arrays.fill(out, outOffset, outOffset + width, 0);
        }
        for (int begin = from; begin < to; begin += ROW_BLOCK) {
            Arrays.fill(partial, 0, width, 0);
            int end = Math.min(to, begin + ROW_BLOCK);
            for (int row = begin; row < end; row++) {
                addRow(width, x.array, x.row(row), partial, 0);
            }
            addRow(width, partial, 0, out, outOffset);
        }
    }

    private static void addRow(int width, float[] source, int sourceOffset, float[] target, int targetOffset) {
        for (int j = 0; j < width; j++) {
            target[targetOffset + j] += source[sourceOffset + j];
        }
    }

    private static float largest(float[] array, int offset, int width) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < width; j++) {
            largest = Math.max(largest, array[offset + j]);
        }
        return largest;
    }

    private static double norm(float[] array, int offset, int width) {
        return Math.max(Math.sqrt(DoubleSums.squares(array, offset, width)), Operation.Normalise.SMALLEST_NORM);
    }
}
