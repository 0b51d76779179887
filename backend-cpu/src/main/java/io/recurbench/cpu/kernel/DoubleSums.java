package io.recurbench.cpu.kernel;

/**
 * Sums of floats in double precision: nothing overflows and hardly anything is rounded. Eight sums run side by side, so that
 * no addition waits for the one before; the order depends on the length alone.
 */
public final class DoubleSums {
    private DoubleSums() {}

    /** The sum of n numbers. */
    public static double sum(float[] x, int offset, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; i + 8 <= n; i += 8) {
            int p = offset + i;
            s0 += x[p];
            s1 += x[p + 1];
            s2 += x[p + 2];
            s3 += x[p + 3];
            s4 += x[p + 4];
            s5 += x[p + 5];
            s6 += x[p + 6];
            s7 += x[p + 7];
        }
        double rest = 0;
        for (; i < n; i++) {
            rest += x[offset + i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7)) + rest;
    }

    /** The sum of n products. */
    public static double dot(float[] x, int xOffset, float[] y, int yOffset, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; i + 8 <= n; i += 8) {
            int p = xOffset + i;
            int q = yOffset + i;
            s0 += (double) x[p] * y[q];
            s1 += (double) x[p + 1] * y[q + 1];
            s2 += (double) x[p + 2] * y[q + 2];
            s3 += (double) x[p + 3] * y[q + 3];
            s4 += (double) x[p + 4] * y[q + 4];
            s5 += (double) x[p + 5] * y[q + 5];
            s6 += (double) x[p + 6] * y[q + 6];
            s7 += (double) x[p + 7] * y[q + 7];
        }
        double rest = 0;
        for (; i < n; i++) {
            rest += (double) x[xOffset + i] * y[yOffset + i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7)) + rest;
    }

    /** The sum of n squares. */
    public static double squares(float[] x, int offset, int n) {
        return dot(x, offset, x, offset, n);
    }
}
