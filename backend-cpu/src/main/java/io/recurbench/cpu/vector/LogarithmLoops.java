package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The loop of log over whole vectors: {@code count} is a multiple of LANES. Input and output may be the same place.
 *
 * <p>log(x) = e log 2 + log(1 + f) with {@code 1 + f} in {@code [sqrt(1/2), sqrt(2))}: the bits of x less those of sqrt(1/2) have e
 * as their exponent. log(1 + f) is {@code f - f^2/2 + f^3 p(f)}, p the polynomial of degree 8 of the Cephes library (S. Moshier, 1989).
 */
final class LogarithmLoops {
    private static final int ROOT_HALF = 0x3f3504f3;

    /** The bits of 2: an exponent that keeps the sum positive. */
    private static final int BIAS = 0x40000000;

    private static final int EXPONENT = 0xff800000;

    /** 2^23, whose last bit is the unit: with a whole number in its last bits it is their sum. */
    private static final float UNITS = 8388608f;

    private static final float SMALLEST_NORMAL = 1.17549435e-38f;
    private static final float LOG_2_HIGH = 0.693359375f;
    private static final float LOG_2_LOW = -2.12194440e-4f;
    private static final float P0 = 3.3333331174e-1f;
    private static final float P1 = -2.4999993993e-1f;
    private static final float P2 = 2.0000714765e-1f;
    private static final float P3 = -1.6668057665e-1f;
    private static final float P4 = 1.4249322787e-1f;
    private static final float P5 = -1.2420140846e-1f;
    private static final float P6 = 1.1676998740e-1f;
    private static final float P7 = -1.1514610310e-1f;
    private static final float P8 = 7.0376836292e-2f;

    private LogarithmLoops() {}

    /** {@code log(x)}, at most 2 units in the last place; {@code -inf} at zero, NaN below. */
    static void log(float[] a, int from, float[] out, int to, int count) {
        for (int p = 0; p < count; p += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, from + p);
            // Numbers below the normal ones are taken 2^23 times as large.
            FloatVector normal = x.blend(x.mul(UNITS), x.compare(VectorOperators.LT, SMALLEST_NORMAL));
            IntVector bits = normal.reinterpretAsInts();
            IntVector shifted = bits.add(BIAS - ROOT_HALF);
            FloatVector f = bits.sub(shifted.and(EXPONENT))
                    .add(BIAS)
                    .reinterpretAsFloats()
                    .sub(1);
            FloatVector e = shifted.lanewise(VectorOperators.LSHR, 23)
                    .or(Float.floatToRawIntBits(UNITS))
                    .reinterpretAsFloats()
                    .sub(UNITS + 128);
            FloatVector exponent = e.blend(e.sub(23), x.compare(VectorOperators.LT, SMALLEST_NORMAL));
            FloatVector square = f.mul(f);
            FloatVector y = f.fma(FloatVector.broadcast(SPECIES, P8), FloatVector.broadcast(SPECIES, P7))
                    .fma(f, FloatVector.broadcast(SPECIES, P6))
                    .fma(f, FloatVector.broadcast(SPECIES, P5))
                    .fma(f, FloatVector.broadcast(SPECIES, P4))
                    .fma(f, FloatVector.broadcast(SPECIES, P3))
                    .fma(f, FloatVector.broadcast(SPECIES, P2))
                    .fma(f, FloatVector.broadcast(SPECIES, P1))
                    .fma(f, FloatVector.broadcast(SPECIES, P0))
                    .mul(f)
                    .mul(square);
            y = exponent.fma(FloatVector.broadcast(SPECIES, LOG_2_LOW), y);
            y = square.fma(FloatVector.broadcast(SPECIES, -0.5f), y).add(f);
            exponent.fma(FloatVector.broadcast(SPECIES, LOG_2_HIGH), y)
                    .blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0))
                    .blend(Float.NaN, x.compare(VectorOperators.LT, 0))
                    .blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY))
                    .blend(x, x.compare(VectorOperators.NE, x))
                    .intoArray(out, to + p);
        }
    }
}
