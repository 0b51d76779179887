package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import io.recurbench.api.program.BlockNorm;
import io.recurbench.cpu.kernel.DoubleSums;
import io.recurbench.cpu.kernel.ElementKernels;
import io.recurbench.cpu.kernel.Labels;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.kernel.RowKernels;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Row kernels in vectors. */
final class VectorRowKernels implements RowKernels {
    private static final double LARGEST_SQUARES = 1e37;

    private final float[] lanes = new float[LANES];
    private final Softmax softmax = new Softmax();

    @Override
    public void softmaxLoss(int from, int to, Operand logits, Labels labels, Operand loss) {
        for (int begin = from; begin < to; begin += Softmax.BATCH) {
            int end = Math.min(to, begin + Softmax.BATCH);
            softmax.read(logits, begin, end);
            losses(begin, end, logits, labels, loss);
        }
    }

    @Override
    public void softmaxAdjoint(int from, int to, Operand logits, Labels labels, Operand out) {
        for (int begin = from; begin < to; begin += Softmax.BATCH) {
            int end = Math.min(to, begin + Softmax.BATCH);
            softmax.read(logits, begin, end);
            adjoints(begin, end, labels, out);
        }
    }

    @Override
    public void softmaxLossAndAdjoint(int from, int to, Operand logits, Labels labels, Operand loss, Operand out) {
        for (int begin = from; begin < to; begin += Softmax.BATCH) {
            int end = Math.min(to, begin + Softmax.BATCH);
            softmax.read(logits, begin, end);
            losses(begin, end, logits, labels, loss);
            adjoints(begin, end, labels, out);
        }
    }

    private void losses(int from, int to, Operand logits, Labels labels, Operand loss) {
        for (int row = from; row < to; row++) {
            float logit = logits.array()[logits.row(row) + labels.target(row)];
            loss.array()[loss.row(row)] = softmax.loss(row - from, logit);
        }
    }

    private void adjoints(int from, int to, Labels labels, Operand out) {
        float[] z = out.array();
        for (int row = from; row < to; row++) {
            int o = out.row(row);
            if (labels.isScored(row)) {
                softmax.write(row - from, z, o, labels.scale());
                z[o + labels.target(row)] -= labels.scale();
            } else {
                Arrays.fill(z, o, o + out.width(), 0);
            }
        }
    }

    @Override
    public boolean isCorrect(int row, Operand logits, Labels labels) {
        return isFirstMaximum(logits.array(), logits.row(row), logits.width(), labels.target(row));
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
    public void normalise(int from, int to, Operand x, Operand out, BlockNorm norm) {
        int width = x.width();
        for (int row = from; row < to; row++) {
            int i = x.row(row);
            float factor = (float) (1 / norm.of(squares(x.array(), i, width)));
            scaled(width, factor, x.array(), i, out.array(), out.row(row));
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
    public void normaliseAdjoint(int from, int to, Operand x, Operand adjoint, Operand out, BlockNorm norm) {
        int width = x.width();
        for (int row = from; row < to; row++) {
            int i = x.row(row);
            double inverse = 1 / norm.of(squares(x.array(), i, width));
            double along = dot(x.array(), i, adjoint.array(), adjoint.row(row), width) * inverse * inverse;
            across(row, (float) along, (float) inverse, x, adjoint, out);
        }
    }

    /** {@code out = (adjoint - along x) factor}, the tiny ones zero. */
    private static void across(int row, float along, float factor, Operand first, Operand adjoint, Operand out) {
        float[] x = first.array();
        float[] y = adjoint.array();
        float[] z = out.array();
        int i = first.row(row);
        int d = adjoint.row(row);
        int o = out.row(row);
        int width = first.width();
        int whole = width & -LANES;
        for (int j = 0; j < whole; j += LANES) {
            FloatVector result = FloatVector.fromArray(SPECIES, x, i + j)
                    .fma(FloatVector.broadcast(SPECIES, -along), FloatVector.fromArray(SPECIES, y, d + j))
                    .mul(factor);
            result.blend(0, result.abs().compare(VectorOperators.LT, ElementKernels.SMALLEST))
                    .intoArray(z, o + j);
        }
        for (int j = whole; j < width; j++) {
            z[o + j] = ElementKernels.flush(Math.fma(x[i + j], -along, y[d + j]) * factor);
        }
    }

    /** In floats, where they do not overflow; what underflows is below the smallest norm. */
    private double squares(float[] x, int offset, int width) {
        RowLoops.products(width, x, offset, x, offset, lanes);
        double squares = RowLoops.total(lanes, 0);
        return squares < LARGEST_SQUARES ? squares : DoubleSums.squares(x, offset, width);
    }

    private double dot(float[] x, int i, float[] y, int j, int width) {
        RowLoops.products(width, x, i, y, j, lanes);
        double sum = RowLoops.total(lanes, 0);
        return Math.abs(sum) < LARGEST_SQUARES ? sum : DoubleSums.dot(x, i, y, j, width);
    }

    @Override
    public void softmax(int from, int to, Operand x, Operand out) {
        for (int begin = from; begin < to; begin += Softmax.BATCH) {
            int end = Math.min(to, begin + Softmax.BATCH);
            softmax.read(x, begin, end);
            for (int row = begin; row < end; row++) {
                softmax.write(row - begin, out.array(), out.row(row), 1);
            }
        }
    }

    @Override
    public void sumRows(int from, int to, Operand x, Operand out) {
        int place = out.row(0);
        Arrays.fill(out.array(), place, place + x.width(), 0);
        RowSums.add(from, to, x, out.array(), place);
    }
}
