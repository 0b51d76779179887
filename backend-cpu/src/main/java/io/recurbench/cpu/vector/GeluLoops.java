package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import io.recurbench.cpu.kernel.ElementKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The parts of GELU and SOFTPLUS around the exponential. {@code a/2 (1 + tanh(u)) = a sigmoid(2u)} with {@code u = sqrt(2/pi) (a +
 * 0.044715 a^3)}: the second form loses nothing for negative a.
 */
final class GeluLoops {
    private static final float LINEAR = (float) (2 * 0.7978845608028654);
    private static final float CUBIC = (float) (2 * 0.7978845608028654 * 0.044715);

    private GeluLoops() {}

    /** {@code 2u} of a. */
    static void inner(float[] a, int from, float[] out, int count) {
        for (int p = 0; p < count; p += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, from + p);
            x.mul(x)
                    .fma(FloatVector.broadcast(SPECIES, CUBIC), FloatVector.broadcast(SPECIES, LINEAR))
                    .mul(x)
                    .intoArray(out, p);
        }
    }

    /** {@code a s} with s = sigmoid(2u). */
    static void gelu(float[] a, int from, float[] s, float[] out, int to, int count) {
        for (int p = 0; p < count; p += LANES) {
            FloatVector.fromArray(SPECIES, a, from + p)
                    .mul(FloatVector.fromArray(SPECIES, s, p))
                    .intoArray(out, to + p);
        }
    }

    /** {@code b (s + a s (1 - s) d(2u)/da)}. */
    static void adjoint(float[] a, int from, float[] s, float[] b, int bFrom, float[] out, int to, int count) {
        for (int p = 0; p < count; p += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, from + p);
            FloatVector gate = FloatVector.fromArray(SPECIES, s, p);
            FloatVector inner =
                    x.mul(x).fma(FloatVector.broadcast(SPECIES, 3 * CUBIC), FloatVector.broadcast(SPECIES, LINEAR));
            FloatVector slope = gate.neg().fma(gate, gate).mul(x).fma(inner, gate);
            FloatVector product = slope.mul(FloatVector.fromArray(SPECIES, b, bFrom + p));
            product.blend(0, product.abs().compare(VectorOperators.LT, ElementKernels.SMALLEST))
                    .intoArray(out, to + p);
        }
    }

    /** {@code -|a|}. */
    static void minusMagnitude(float[] a, int from, float[] out, int count) {
        for (int p = 0; p < count; p += LANES) {
            FloatVector.fromArray(SPECIES, a, from + p).abs().neg().intoArray(out, p);
        }
    }
}
