package io.recurbench.reference;

/** Copies between float and double. */
final class Numbers {
    private Numbers() {}

    static double[] widen(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    static float[] narrow(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    static double[] roundToFloat(double[] values) {
        return widen(narrow(values));
    }
}
