package io.recurbench.testkit.rule;

import io.recurbench.api.stability.Stability;

/** Finds the worst entry of a tensor. */
@Stability.Experimental
public final class Deviations {
    private Deviations() {}

    /**
     * The entry farthest from what was expected; entry 0 if all are the same.
     *
     * @throws RuntimeException if the tensors differ in size
     */
    public static Deviation worst(String tensor, double[] expected, double[] actual, Tolerance tolerance) {
        if (expected.length != actual.length) {
            throw new RuleViolation(tensor + " has " + actual.length + " entries, expected " + expected.length);
        }
        double tolerated = tolerance.of(expected);
        int worst = 0;
        double largest = -1;
        for (int i = 0; i < expected.length; i++) {
            double error = Deviation.error(expected[i], actual[i]);
            if (error > largest) {
                largest = error;
                worst = i;
            }
        }
        return expected.length == 0
                ? new Deviation(tensor, 0, 0, 0, tolerated)
                : new Deviation(tensor, worst, expected[worst], actual[worst], tolerated);
    }

    /** A copy in double precision. */
    public static double[] widen(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
