package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.ExponentialLoops.E2;
import static io.recurbench.cpu.vector.ExponentialLoops.E3;
import static io.recurbench.cpu.vector.ExponentialLoops.E4;
import static io.recurbench.cpu.vector.ExponentialLoops.E5;
import static io.recurbench.cpu.vector.ExponentialLoops.E6;
import static io.recurbench.cpu.vector.ExponentialLoops.LOG2_E;
import static io.recurbench.cpu.vector.ExponentialLoops.LOG_2;
import static io.recurbench.cpu.vector.ExponentialLoops.LOG_2_REST;
import static io.recurbench.cpu.vector.ExponentialLoops.MAGIC;
import static io.recurbench.cpu.vector.ExponentialLoops.UNDERFLOW;
import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import io.recurbench.cpu.kernel.ElementKernels;
import io.recurbench.cpu.kernel.Operand;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The exponentials of a few rows of logits, shifted by the row's maximum, in scratch. What is left over after whole vectors is read in a
 * vector that overlaps the one before: numbers that have been counted become {@code -inf} there, and their exponentials zero. Not
 * thread-safe.
 */
final class Softmax {
    /** From {@code LANES - j} on, a vector whose last j numbers are 0, the others {@code -inf}. */
    private static final float[] LAST = new float[2 * LANES];

    static {
        Arrays.fill(LAST, 0, LANES, Float.NEGATIVE_INFINITY);
    }

    /** Rows that are worked on side by side: each step of one row waits for the step before, other rows do not. */
    static final int BATCH = 16;

    private final float[] lanes = new float[BATCH * LANES];
    private final float[] largest = new float[BATCH];
    private final float[] sums = new float[BATCH];
    private final float[] last = new float[LANES];
    private float[] exponentials = new float[0];
    private int stride;
    private int width;

    /** Reads rows {@code [from, to)}, at most {@link #BATCH}. */
    void read(Operand logits, int from, int to) {
        width = logits.width();
        int whole = width & -LANES;
        int rows = to - from;
        stride = whole + LANES;
        if (exponentials.length < BATCH * stride) {
            exponentials = new float[BATCH * stride];
        }
        float[] x = logits.array();
        if (width < LANES) {
            for (int k = 0; k < rows; k++) {
                System.arraycopy(x, logits.row(from + k), exponentials, k * stride, width);
                Arrays.fill(exponentials, k * stride + width, (k + 1) * stride, Float.NEGATIVE_INFINITY);
            }
            for (int k = 0; k < rows; k++) {
                maxima(exponentials, k * stride, LANES, LANES, lanes, k * LANES);
            }
            maximum(rows);
            for (int k = 0; k < rows; k++) {
                sum(k, exponentials, k * stride, LANES, 0);
            }
        } else {
            for (int k = 0; k < rows; k++) {
                maxima(x, logits.row(from + k), whole, width, lanes, k * LANES);
            }
            maximum(rows);
            for (int k = 0; k < rows; k++) {
                sum(k, x, logits.row(from + k), whole, width - whole);
            }
        }
        for (int k = 0; k < rows; k++) {
            sums[k] = RowLoops.total(lanes, k * LANES);
        }
    }

    /** {@code -log softmax} at the target of the k-th row, whose logit is given. */
    float loss(int k, float logit) {
        return (float) (Math.log(sums[k]) + ((double) largest[k] - logit));
    }

    /** {@code out = scale softmax} of the k-th row, the tiny ones zero. */
    void write(int k, float[] out, int offset, float scale) {
        float factor = scale / sums[k];
        if (width < LANES) {
            scaled(exponentials, k * stride, LANES, factor, last, 0);
            System.arraycopy(last, 0, out, offset, width);
            return;
        }
        int whole = width & -LANES;
        if (whole < width) {
            // First: its zeros stand where the whole vectors write.
            scaled(exponentials, k * stride + whole, LANES, factor, out, offset + width - LANES);
        }
        scaled(exponentials, k * stride, whole, factor, out, offset);
    }

    private static void maxima(float[] x, int offset, int whole, int width, float[] out, int to) {
        FloatVector largest = FloatVector.fromArray(SPECIES, x, offset + width - LANES);
        for (int p = 0; p < whole; p += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, offset + p);
            largest = largest.blend(v, v.compare(VectorOperators.GT, largest));
        }
        largest.intoArray(out, to);
    }

    /** In pairs; {@code Math.max} has no branch, and where the maximum stands cannot be foreseen. */
    private void maximum(int rows) {
        for (int k = 0; k < rows; k++) {
            float maximum = Float.NEGATIVE_INFINITY;
            for (int p = k * LANES; p < (k + 1) * LANES; p += 4) {
                float pairs = Math.max(Math.max(lanes[p], lanes[p + 1]), Math.max(lanes[p + 2], lanes[p + 3]));
                maximum = Math.max(maximum, pairs);
            }
            largest[k] = maximum;
        }
    }

    /** {@code exp(x - largest)} of the k-th row, see {@link ExponentialLoops#exp}, and the sums of its lanes. */
    private void sum(int k, float[] x, int offset, int whole, int rest) {
        float[] e = exponentials;
        int e0 = k * stride;
        float shift = largest[k];
        FloatVector total = FloatVector.zero(SPECIES);
        int count = rest > 0 ? whole + LANES : whole;
        for (int p = 0; p < count; p += LANES) {
            // The last vector of a row with a rest is moved back, and what it has in common with the one before is left
            // out.
            int back = p < whole ? 0 : LANES - rest;
            FloatVector v = FloatVector.fromArray(SPECIES, x, offset + p - back)
                    .sub(shift)
                    .add(FloatVector.fromArray(SPECIES, LAST, LANES - back));
            FloatVector shifted = v.fma(FloatVector.broadcast(SPECIES, LOG2_E), FloatVector.broadcast(SPECIES, MAGIC));
            FloatVector n = shifted.sub(MAGIC);
            FloatVector r = n.fma(
                    FloatVector.broadcast(SPECIES, -LOG_2_REST), n.fma(FloatVector.broadcast(SPECIES, -LOG_2), v));
            FloatVector polynomial = r.fma(FloatVector.broadcast(SPECIES, E6), FloatVector.broadcast(SPECIES, E5))
                    .fma(r, FloatVector.broadcast(SPECIES, E4))
                    .fma(r, FloatVector.broadcast(SPECIES, E3))
                    .fma(r, FloatVector.broadcast(SPECIES, E2))
                    .fma(r.mul(r), r.add(1));
            IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector y = polynomial
                    .reinterpretAsInts()
                    .add(exponent)
                    .reinterpretAsFloats()
                    .blend(0, v.compare(VectorOperators.LT, UNDERFLOW))
                    .blend(v, v.compare(VectorOperators.NE, v));
            y.intoArray(e, e0 + p);
            total = total.add(y);
        }
        total.intoArray(lanes, k * LANES);
    }

    private static void scaled(float[] x, int from, int count, float factor, float[] out, int to) {
        for (int p = 0; p < count; p += LANES) {
            FloatVector y = FloatVector.fromArray(SPECIES, x, from + p).mul(factor);
            y.blend(0, y.abs().compare(VectorOperators.LT, ElementKernels.SMALLEST))
                    .intoArray(out, to + p);
        }
    }
}
