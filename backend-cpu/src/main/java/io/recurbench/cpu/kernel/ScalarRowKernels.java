package io.recurbench.cpu.kernel;

import io.recurbench.api.program.BlockNorm;
import java.util.Arrays;

/** Row kernels in plain loops. */
final class ScalarRowKernels implements RowKernels {
    /** Rows per partial sum of {@link #sumRows}: bounds the rounding error of long sums. */
    private static final int ROW_BLOCK = 256;

    private float[] partial = new float[0];

    @Override
    public void softmaxLoss(int from, int to, Operand logits, Labels labels, Operand loss) {
        for (int row = from; row < to; row++) {
            int z = logits.row(row);
            float largest = largest(logits.array, z, logits.width);
            double sum = 0;
            for (int j = 0; j < logits.width; j++) {
                sum += Math.exp(logits.array[z + j] - largest);
            }
            loss.array[loss.row(row)] = (float) (Math.log(sum) - (logits.array[z + labels.target(row)] - largest));
        }
    }

    @Override
    public void softmaxAdjoint(int from, int to, Operand logits, Labels labels, Operand out) {
        int width = logits.width;
        for (int row = from; row < to; row++) {
            int target = out.row(row);
            if (!labels.isScored(row)) {
                Arrays.fill(out.array, target, target + width, 0);
                continue;
            }
            softmax(row, logits, out, labels.scale());
            out.array[target + labels.target(row)] -= labels.scale();
        }
    }

    @Override
    public void softmax(int from, int to, Operand x, Operand out) {
        for (int row = from; row < to; row++) {
            softmax(row, x, out, 1);
        }
    }

    private static void softmax(int row, Operand x, Operand out, float scale) {
        int width = x.width;
        int source = x.row(row);
        int target = out.row(row);
        float largest = largest(x.array, source, width);
        double sum = 0;
        for (int j = 0; j < width; j++) {
            float e = (float) Math.exp(x.array[source + j] - largest);
            out.array[target + j] = e;
            sum += e;
        }
        float factor = (float) (scale / sum);
        for (int j = 0; j < width; j++) {
            out.array[target + j] = ElementKernels.flush(out.array[target + j] * factor);
        }
    }

    @Override
    public void softmaxLossAndAdjoint(int from, int to, Operand logits, Labels labels, Operand loss, Operand out) {
        softmaxLoss(from, to, logits, labels, loss);
        softmaxAdjoint(from, to, logits, labels, out);
    }

    @Override
    public boolean isCorrect(int row, Operand logits, Labels labels) {
        int z = logits.row(row);
        int target = labels.target(row);
        float best = logits.array[z + target];
        boolean first = true;
        for (int j = 0; j < logits.width; j++) {
            float other = logits.array[z + j];
            first &= j < target ? other < best : other <= best;
        }
        return first;
    }

    @Override
    public void normalise(int from, int to, Operand x, Operand out, BlockNorm norm) {
        int width = x.width;
        for (int row = from; row < to; row++) {
            int source = x.row(row);
            int target = out.row(row);
            float factor = (float) (1 / norm.of(DoubleSums.squares(x.array, source, width)));
            for (int j = 0; j < width; j++) {
                out.array[target + j] = x.array[source + j] * factor;
            }
        }
    }

    @Override
    public void normaliseAdjoint(int from, int to, Operand x, Operand adjoint, Operand out, BlockNorm norm) {
        int width = x.width;
        for (int row = from; row < to; row++) {
            int source = x.row(row);
            int above = adjoint.row(row);
            int target = out.row(row);
            double inverse = 1 / norm.of(DoubleSums.squares(x.array, source, width));
            double dot = DoubleSums.dot(x.array, source, adjoint.array, above, width) * inverse;
            float factor = (float) inverse;
            float along = (float) (dot * inverse);
            for (int j = 0; j < width; j++) {
                out.array[target + j] =
                        ElementKernels.flush((adjoint.array[above + j] - x.array[source + j] * along) * factor);
            }
        }
    }

    @Override
    public void sumRows(int from, int to, Operand x, Operand out) {
        int width = x.width;
        int target = out.row(0);
        if (partial.length < width) {
            partial = new float[width];
        }
        Arrays.fill(out.array, target, target + width, 0);
        for (int begin = from; begin < to; begin += ROW_BLOCK) {
            Arrays.fill(partial, 0, width, 0);
            int end = Math.min(to, begin + ROW_BLOCK);
            for (int row = begin; row < end; row++) {
                addRow(width, x.array, x.row(row), partial, 0);
            }
            addRow(width, partial, 0, out.array, target);
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
}
