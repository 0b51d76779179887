package io.recurbench.cells;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Rows of doubles, for passes that are written from papers. */
final class Rows {
    private Rows() {}

    static double[] map(int width, IntToDoubleFunction entry) {
        double[] row = new double[width];
        Arrays.setAll(row, entry);
        return row;
    }

    static double sigmoid(double a) {
        return 1 / (1 + Math.exp(-a));
    }

    static double silu(double a) {
        return a * sigmoid(a);
    }

    static double softplus(double a) {
        return Math.log1p(Math.exp(a));
    }

    static double[] silu(double[] row) {
        return map(row.length, i -> silu(row[i]));
    }

    static double[] sigmoid(double[] row) {
        return map(row.length, i -> sigmoid(row[i]));
    }

    /** Numbers {@code [part * width, (part + 1) * width)}. */
    static double[] part(double[] row, int part, int width) {
        return Arrays.copyOfRange(row, part * width, (part + 1) * width);
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The row divided by {@code sqrt(x . x + epsilon)}. */
    static double[] unit(double[] row, double epsilon) {
        double norm = Math.sqrt(dot(row, row) + epsilon);
        return map(row.length, i -> row[i] / norm);
    }

    /** Each of so many parts divided by the root of the mean of its squares plus 1e-3, unless it is one number. */
    static double[] perRootMeanSquare(double[] row, int parts) {
        int width = row.length / parts;
        double[] result = new double[row.length];
        for (int p = 0; p < parts; p++) {
            double[] part = part(row, p, width);
            double root = width == 1 ? 1 : Math.sqrt(dot(part, part) / width + 1e-3);
            for (int i = 0; i < width; i++) {
                result[p * width + i] = part[i] / root;
            }
        }
        return result;
    }
}
