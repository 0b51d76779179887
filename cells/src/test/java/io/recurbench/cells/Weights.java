package io.recurbench.cells;

import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;

/** The parameters of a model by name, for arithmetic on doubles. */
record Weights(Program program, float[] values) {

    double[] get(String name) {
        Parameter parameter = program.parameter(name);
        double[] numbers = new double[parameter.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values[parameter.offset() + i];
        }
        return numbers;
    }

    /** {@code x W}, with as many rows as x has numbers. */
    double[] times(double[] x, String name) {
        double[] w = get(name);
        double[] y = new double[w.length / x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                y[j] += x[i] * w[i * y.length + j];
            }
        }
        return y;
    }

    double[] plus(double[] row, String name) {
        double[] b = get(name);
        return Rows.map(row.length, i -> row[i] + b[i]);
    }

    /** {@code x W_name + b_name}. */
    double[] affine(double[] x, String name) {
        return plus(times(x, "W_" + name), "b_" + name);
    }
}
