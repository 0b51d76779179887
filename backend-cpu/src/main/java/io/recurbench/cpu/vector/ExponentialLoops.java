package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Loops of exp, sigmoid, tanh and log(1 + e) over whole vectors: {@code count} is a multiple of LANES. Input and output may be the
 * same place. Error bounds stand at each and are tested over dense samples of all floats.
 *
 * <p>exp(x) = 2^n exp(r), n the integer nearest to x / log 2. Adding 1.5 * 2^23 rounds to n, and leaves it in the low bits, from
 * where a shift brings it to the exponent: conversions between float and int are slow on the JVM, because they have rules for NaN.
 * exp(r) on {@code |r| <= log(2)/2} is a polynomial of degree 6 (minimax, relative error 3.1e-9 before rounding). The lines are repeated in
 * each loop, because a method that takes and returns vectors is not always inlined.
 */
final class ExponentialLoops {
    static final float LOG2_E = 1.44269504088896341f;
    /** 1.5 * 2^23: the sum with a number below 2^22 has the unit as its last bit. */
    static final float MAGIC = 12582912f;

    /** log 2, and what the float misses of it. */
    static final float LOG_2 = 0.693147182464599609375f;

    static final float LOG_2_REST = -1.904654290582768e-09f;
    static final float E2 = 0.4999999403953552f;
    static final float E3 = 0.1666651964187622f;
    static final float E4 = 0.04166839271783829f;
    static final float E5 = 0.008368780836462975f;
    static final float E6 = 0.0013814467238262296f;
    /** log of the smallest normal float: below, exp is zero. */
    static final float UNDERFLOW = -87.33654f;
    /** log of the largest float: above, exp is infinite. */
    static final float OVERFLOW = 88.72283f;

    /** From here on tanh is 1, wrong by 2.3e-7 at most; before, the quotient never exceeds 1. */
    private static final float TANH_BOUND = 8;

    private static final float P0 = 0.999999702f;
    private static final float P1 = 0.134258777f;
    private static final float P2 = 0.00354918488f;
    private static final float P3 = 2.1508733e-05f;
    private static final float P4 = 1.46486183e-08f;
    private static final float Q0 = 0.999999762f;
    private static final float Q1 = 0.467591912f;
    private static final float Q2 = 0.0260799993f;
    private static final float Q3 = 0.000337397709f;
    private static final float Q4 = 8.29522662e-07f;

    private static final float L1 = 0.3333320915699005f;
    private static final float L2 = 0.2001076340675354f;
    private static final float L3 = 0.14000903069972992f;
    private static final float L4 = 0.1400599330663681f;

    private ExponentialLoops() {}

    /** {@code exp(x)}, at most 2 units in the last place; below the log of the smallest normal float zero. */
    static void exp(float[] a, int from, float[] out, int to, int count) {
        for (int p = 0; p < count; p += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, from + p);
            FloatVector shifted = x.fma(FloatVector.broadcast(SPECIES, LOG2_E), FloatVector.broadcast(SPECIES, MAGIC));
            FloatVector n = shifted.sub(MAGIC);
            FloatVector r = n.fma(
                    FloatVector.broadcast(SPECIES, -LOG_2_REST), n.fma(FloatVector.broadcast(SPECIES, -LOG_2), x));
            FloatVector e = r.fma(FloatVector.broadcast(SPECIES, E6), FloatVector.broadcast(SPECIES, E5))
                    .fma(r, FloatVector.broadcast(SPECIES, E4))
                    .fma(r, FloatVector.broadcast(SPECIES, E3))
                    .fma(r, FloatVector.broadcast(SPECIES, E2))
                    .fma(r.mul(r), r.add(1));
            IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector y = e.reinterpretAsInts().add(exponent).reinterpretAsFloats();
            y.blend(0, x.compare(VectorOperators.LT, UNDERFLOW))
                    .blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, OVERFLOW))
                    .blend(x, x.compare(VectorOperators.NE, x))
                    .intoArray(out, to + p);
        }
    }

    /** {@code 1 / (1 + exp(-x))}, at most 3 units in the last place; zero below the log of the smallest normal float. */
    static void sigmoid(float[] a, int from, float[] out, int to, int count) {
        for (int p = 0; p < count; p += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, from + p);
            FloatVector shifted = x.fma(FloatVector.broadcast(SPECIES, -LOG2_E), FloatVector.broadcast(SPECIES, MAGIC));
            FloatVector n = shifted.sub(MAGIC);
            FloatVector r = n.fma(
                    FloatVector.broadcast(SPECIES, -LOG_2_REST),
                    n.fma(FloatVector.broadcast(SPECIES, -LOG_2), x.neg()));
            FloatVector e = r.fma(FloatVector.broadcast(SPECIES, E6), FloatVector.broadcast(SPECIES, E5))
                    .fma(r, FloatVector.broadcast(SPECIES, E4))
                    .fma(r, FloatVector.broadcast(SPECIES, E3))
                    .fma(r, FloatVector.broadcast(SPECIES, E2))
                    .fma(r.mul(r), r.add(1));
            IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector y = e.reinterpretAsInts().add(exponent).reinterpretAsFloats();
            FloatVector power = y.blend(0, x.compare(VectorOperators.GT, -UNDERFLOW))
                    .blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.LT, UNDERFLOW))
                    .blend(x, x.compare(VectorOperators.NE, x));
            FloatVector.broadcast(SPECIES, 1).div(power.add(1)).intoArray(out, to + p);
        }
    }

    /**
     * {@code tanh(x)}: an odd rational function of degree 9 / 8, its coefficients searched among floats for the smallest error after
     * rounding; at most 6 units in the last place.
     */
    static void tanh(float[] a, int from, float[] out, int to, int count) {
        for (int p = 0; p < count; p += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, from + p);
            FloatVector t = x.mul(x);
            FloatVector numerator = t.fma(FloatVector.broadcast(SPECIES, P4), FloatVector.broadcast(SPECIES, P3))
                    .fma(t, FloatVector.broadcast(SPECIES, P2))
                    .fma(t, FloatVector.broadcast(SPECIES, P1))
                    .fma(t, FloatVector.broadcast(SPECIES, P0));
            FloatVector denominator = t.fma(FloatVector.broadcast(SPECIES, Q4), FloatVector.broadcast(SPECIES, Q3))
                    .fma(t, FloatVector.broadcast(SPECIES, Q2))
                    .fma(t, FloatVector.broadcast(SPECIES, Q1))
                    .fma(t, FloatVector.broadcast(SPECIES, Q0));
            x.mul(numerator)
                    .div(denominator)
                    .blend(1, x.compare(VectorOperators.GE, TANH_BOUND))
                    .blend(-1, x.compare(VectorOperators.LE, -TANH_BOUND))
                    .intoArray(out, to + p);
        }
    }

    /**
     * {@code max(x, 0) + log(1 + e)} with e = exp(-|x|) given: {@code log(1 + e) = 2 artanh(s), s = e / (2 + e) <= 1/3}, by a polynomial
     * (minimax, relative error 4.5e-9 before rounding).
     */
    static void softplus(float[] a, int from, float[] e, int eFrom, float[] out, int to, int count) {
        for (int p = 0; p < count; p += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, from + p);
            FloatVector power = FloatVector.fromArray(SPECIES, e, eFrom + p);
            FloatVector s = power.div(power.add(2));
            FloatVector w = s.mul(s);
            FloatVector series = w.fma(FloatVector.broadcast(SPECIES, L4), FloatVector.broadcast(SPECIES, L3))
                    .fma(w, FloatVector.broadcast(SPECIES, L2))
                    .fma(w, FloatVector.broadcast(SPECIES, L1))
                    .fma(w, FloatVector.broadcast(SPECIES, 1));
            x.blend(0, x.compare(VectorOperators.LT, 0))
                    .add(s.add(s).mul(series))
                    .intoArray(out, to + p);
        }
    }
}
