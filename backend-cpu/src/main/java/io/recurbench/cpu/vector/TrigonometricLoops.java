package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Sine and cosine over whole vectors: {@code count} is a multiple of LANES. x = n pi/2 + r, n by the magic addition (see {@link
 * ExponentialLoops}), r with pi/2 in three parts, each product exact up to the last rounding by FMA; then minimax polynomials in r on
 * [-pi/4, pi/4]. Numbers beyond {@link #REDUCIBLE}, infinities and NaN are left to {@link Math}.
 */
final class TrigonometricLoops {
    /** Up to here the three parts of pi/2 are enough. */
    static final float REDUCIBLE = 10000;

    private static final float TWO_OVER_PI = 0.636619772367581343f;
    private static final float MAGIC = ExponentialLoops.MAGIC;
    private static final float HALF_PI = 1.57079637050628662109375f;
    private static final float HALF_PI_REST = -4.37113900018624283e-8f;
    private static final float HALF_PI_REST_2 = -1.71512449e-15f;
    private static final float S1 = -0.16666655242443085f;
    private static final float S2 = 0.00833215843886137f;
    private static final float S3 = -0.00019514957966748625f;
    private static final float C1 = 0.04166664555668831f;
    private static final float C2 = -0.0013887312961742282f;
    private static final float C3 = 2.4432785721728578e-05f;

    private TrigonometricLoops() {}

    /**
     * Sine, or cosine: the sine one quarter further.
     *
     * @param quarters 0 for sine, 1 for cosine
     * @param saved scratch of one vector
     */
    static void sine(int quarters, float[] a, int from, float[] out, int to, int count, float[] saved) {
        for (int p = 0; p < count; p += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, from + p);
            FloatVector shifted =
                    x.fma(FloatVector.broadcast(SPECIES, TWO_OVER_PI), FloatVector.broadcast(SPECIES, MAGIC));
            FloatVector n = shifted.sub(MAGIC);
            FloatVector r = n.fma(
                    FloatVector.broadcast(SPECIES, -HALF_PI_REST_2),
                    n.fma(
                            FloatVector.broadcast(SPECIES, -HALF_PI_REST),
                            n.fma(FloatVector.broadcast(SPECIES, -HALF_PI), x)));
            FloatVector t = r.mul(r);
            FloatVector sine = t.fma(FloatVector.broadcast(SPECIES, S3), FloatVector.broadcast(SPECIES, S2))
                    .fma(t, FloatVector.broadcast(SPECIES, S1))
                    .fma(t.mul(r), r);
            FloatVector cosine = t.fma(FloatVector.broadcast(SPECIES, C3), FloatVector.broadcast(SPECIES, C2))
                    .fma(t, FloatVector.broadcast(SPECIES, C1))
                    .fma(t, FloatVector.broadcast(SPECIES, -0.5f))
                    .fma(t, FloatVector.broadcast(SPECIES, 1));
            IntVector quadrant = shifted.reinterpretAsInts().add(quarters);
            IntVector odd = quadrant.lanewise(VectorOperators.LSHL, 31).lanewise(VectorOperators.ASHR, 31);
            IntVector sign = quadrant.lanewise(VectorOperators.LSHL, 30).and(0x80000000);
            IntVector sineBits = sine.reinterpretAsInts();
            IntVector chosen = sineBits.lanewise(
                    VectorOperators.XOR,
                    sineBits.lanewise(VectorOperators.XOR, cosine.reinterpretAsInts())
                            .and(odd));
            boolean reducible = x.abs().compare(VectorOperators.LE, REDUCIBLE).allTrue();
            if (!reducible) {
                x.intoArray(saved, 0);
            }
            chosen.lanewise(VectorOperators.XOR, sign).reinterpretAsFloats().intoArray(out, to + p);
            if (!reducible) {
                replace(quarters, saved, out, to + p);
            }
        }
    }

    /** Replaces the lanes that are out of range, and no others: a value does not depend on its neighbours. */
    private static void replace(int quarters, float[] saved, float[] out, int to) {
        for (int p = 0; p < LANES; p++) {
            float x = saved[p];
            if (!(Math.abs(x) <= REDUCIBLE)) {
                out[to + p] = (float) (quarters == 0 ? Math.sin(x) : Math.cos(x));
            }
        }
    }
}
