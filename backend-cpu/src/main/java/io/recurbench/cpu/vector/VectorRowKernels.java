package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import io.recurbench.api.program.Operation;
import io.recurbench.cpu.kernel.DoubleSums;
import io.recurbench.cpu.kernel.ElementKernels;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.kernel.RowKernels;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Row kernels in vectors; what is rare or short is left to the plain loops. */
final class VectorRowKernels implements RowKernels {
    private static final double LARGEST_SQUARES = 1e37;

    private final RowKernels plain;
    private final float[] lanes = new float[LANES];
    private final Softmax softmax = new Softmax();

    VectorRowKernels(RowKernels plain) {
        this.plain = plain;
    }

    @Override
    public void softmaxLoss(
            int from, int to, int width, Operand logits, int[] targets, int targetsOffset, Operand loss) {
        for (int begin = from; begin < to; begin += Softmax.BATCH) {
            int end = Math.min(to, begin + Softmax.BATCH);
            softmax.read(logits, begin, end, width);
            losses(begin, end, logits, targets, targetsOffset, loss);
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
        for (int begin = from; begin < to; begin += Softmax.BATCH) {
            int end = Math.min(to, begin + Softmax.BATCH);
            softmax.read(logits, begin, end, width);
            adjoints(begin, end, width, targets, targetsOffset, mask, maskOffset, scale, out);
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
        for (int begin = from; begin < to; begin += Softmax.BATCH) {
            int end = Math.min(to, begin + Softmax.BATCH);
            softmax.read(logits, begin, end, width);
            losses(begin, end, logits, targets, targetsOffset, loss);
            adjoints(begin, end, width, targets, targetsOffset, mask, maskOffset, scale, out);
        }
    }

    private void losses(int from, int to, Operand logits, int[] targets, int targetsOffset, Operand loss) {
        for (int row = from; row < to; row++) {
            float logit = logits.array()[logits.row(row) + targets[targetsOffset + row]];
            loss.array()[loss.row(row)] = softmax.loss(row - from, logit);
        }
    }

    private void adjoints(
            int from,
            int to,
            int width,
            int[] targets,
            int targetsOffset,
            byte[] mask,
            int maskOffset,
            float scale,
            Operand out) {
        float[] z = out.array();
        for (int row = from; row < to; row++) {
            int o = out.row(row);
            if (mask[maskOffset + row] == 0) {
                Arrays.fill(z, o, o + width, 0);
            } else {
                softmax.write(row - from, z, o, width, scale);
                z[o + targets[targetsOffset + row]] -= scale;
            }
        }
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
            if (mask[maskOffset + row] != 0) {
                correct += isFirstMaximum(logits.array(), logits.row(row), width, targets[targetsOffset + row]) ? 1 : 0;
            }
        }
        return correct;
    }

    /** Smaller numbers before the target, none greater behind it. */
    private static boolean isFirstMaximum(float[] x, int offset, int width, int target) {
        float best = x[offset + target];
        int j = 0;
        for (; j + LANES <= target; j += LANES) {
            if (!FloatVector.fromArray(SPECIES, x, offset + j)
                    .compare(VectorOperators.LT, best)
                    .allTrue()) {
                return false;
            }
        }
        boolean first = true;
        for (; j < target; j++) {
            first &= x[offset + j] < best;
        }
        for (; j + LANES <= width; j += LANES) {
            if (!FloatVector.fromArray(SPECIES, x, offset + j)
                    .compare(VectorOperators.LE, best)
                    .allTrue()) {
                return false;
            }
        }
        for (; j < width; j++) {
            first &= x[offset + j] <= best;
        }
        return first;
    }

    @Override
    public void squaredErrorLoss(int from, int to, int width, Operand prediction, Operand targets, Operand loss) {
        plain.squaredErrorLoss(from, to, width, prediction, targets, loss);
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
        plain.squaredErrorAdjoint(from, to, width, prediction, targets, mask, maskOffset, scale, out);
    }

    @Override
    public void normalise(int from, int to, int width, Operand x, Operand out) {
        for (int row = from; row < to; row++) {
            int i = x.row(row);
            scaled(width, (float) (1 / norm(x.array(), i, width)), x.array(), i, out.array(), out.row(row));
        }
    }

    private static void scaled(int width, float factor, float[] x, int i, float[] z, int o) {
        int whole = width & -LANES;
        for (int j = 0; j < whole; j += LANES) {
            FloatVector.fromArray(SPECIES, x, i + j).mul(factor).intoArray(z, o + j);
        }
        for (int j = whole; j < width; j++) {
            z[o + j] = x[i + j] * factor;
        }
    }

    @Override
    public void normaliseAdjoint(int from, int to, int width, Operand x, Operand adjoint, Operand out) {
        for (int row = from; row < to; row++) {
            int i = x.row(row);
            int d = adjoint.row(row);
            double inverse = 1 / norm(x.array(), i, width);
            double along = dot(x.array(), i, adjoint.array(), d, width) * inverse * inverse;
            across(width, (float) along, (float) inverse, x.array(), i, adjoint.array(), d, out.array(), out.row(row));
        }
    }

    /** {@code z = (y - along x) factor}, the tiny ones zero. */
    private static void across(
            int width, float along, float factor, float[] x, int i, float[] y, int d, float[] z, int o) {
        int whole = width & -LANES;
        for (int j = 0; j < whole; j += LANES) {
            FloatVector result = FloatVector.fromArray(SPECIES, x, i + j)
                    .fma(FloatVector.broadcast(SPECIES, -along), FloatVector.fromArray(SPECIES, y, d + j))
                    .mul(factor);
            result.blend(0, result.abs().compare(VectorOperators.LT, ElementKernels.SMALLEST))
                    .intoArray(z, o + j);
        }
        for (int j = whole; j < width; j++) {
            float result = Math.fma(x[i + j], -along, y[d + j]) * factor;
            z[o + j] = Math.abs(result) < ElementKernels.SMALLEST ? 0 : result;
        }
    }

    /** In floats, where their squares do not overflow; what underflows is below the smallest norm. */
    private double norm(float[] x, int offset, int width) {
        RowLoops.products(width, x, offset, x, offset, lanes);
        double squares = RowLoops.total(lanes, 0);
        if (!(squares < LARGEST_SQUARES)) {
            squares = DoubleSums.squares(x, offset, width);
        }
        return Math.max(Math.sqrt(squares), Operation.Normalise.SMALLEST_NORM);
    }

    private double dot(float[] x, int i, float[] y, int j, int width) {
        RowLoops.products(width, x, i, y, j, lanes);
        double sum = RowLoops.total(lanes, 0);
        return Math.abs(sum) < LARGEST_SQUARES ? sum : DoubleSums.dot(x, i, y, j, width);
    }

    @Override
    public void sumColumns(int from, int to, int width, Operand x, Operand out) {
        plain.sumColumns(from, to, width, x, out);
    }

    @Override
    public void sumRows(int from, int to, int width, Operand x, float[] out, int outOffset, boolean accumulate) {
        if (!accumulate) {
            Arrays.fill(out, outOffset, outOffset + width, 0);
        }
        RowSums.add(from, to, width, x, out, outOffset);
    }
}
