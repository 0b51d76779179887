package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import io.recurbench.cpu.kernel.Operand;
import jdk.incubator.vector.FloatVector;

/** Loops of arithmetic: every operation is rounded as IEEE says, so what is left over after whole vectors is done one by one. */
final class ArithmeticLoops {
    private ArithmeticLoops() {}

    /** {@code a + b}. */
    static void add(Rows rows, Operand a, Operand b, Operand out) {
        float[] x = a.array();
        float[] y = b.array();
        float[] z = out.array();
        int width = rows.width;
        int whole = width & -LANES;
        for (int row = rows.from, to = rows.to; row < to; row++) {
            int i = a.row(row);
            int j = b.row(row);
            int o = out.row(row);
            for (int p = 0; p < whole; p += LANES) {
                FloatVector.fromArray(SPECIES, x, i + p)
                        .add(FloatVector.fromArray(SPECIES, y, j + p))
                        .intoArray(z, o + p);
            }
            for (int p = whole; p < width; p++) {
                z[o + p] = x[i + p] + y[j + p];
            }
        }
    }

    /** {@code a - b}. */
    static void subtract(Rows rows, Operand a, Operand b, Operand out) {
        float[] x = a.array();
        float[] y = b.array();
        float[] z = out.array();
        int width = rows.width;
        int whole = width & -LANES;
        for (int row = rows.from, to = rows.to; row < to; row++) {
            int i = a.row(row);
            int j = b.row(row);
            int o = out.row(row);
            for (int p = 0; p < whole; p += LANES) {
                FloatVector.fromArray(SPECIES, x, i + p)
                        .sub(FloatVector.fromArray(SPECIES, y, j + p))
                        .intoArray(z, o + p);
            }
            for (int p = whole; p < width; p++) {
                z[o + p] = x[i + p] - y[j + p];
            }
        }
    }

    /** {@code a * b}. */
    static void multiply(Rows rows, Operand a, Operand b, Operand out) {
        float[] x = a.array();
        float[] y = b.array();
        float[] z = out.array();
        int width = rows.width;
        int whole = width & -LANES;
        for (int row = rows.from, to = rows.to; row < to; row++) {
            int i = a.row(row);
            int j = b.row(row);
            int o = out.row(row);
            for (int p = 0; p < whole; p += LANES) {
                FloatVector.fromArray(SPECIES, x, i + p)
                        .mul(FloatVector.fromArray(SPECIES, y, j + p))
                        .intoArray(z, o + p);
            }
            for (int p = whole; p < width; p++) {
                z[o + p] = x[i + p] * y[j + p];
            }
        }
    }

    /** {@code a / b}. */
    static void divide(Rows rows, Operand a, Operand b, Operand out) {
        float[] x = a.array();
        float[] y = b.array();
        float[] z = out.array();
        int width = rows.width;
        int whole = width & -LANES;
        for (int row = rows.from, to = rows.to; row < to; row++) {
            int i = a.row(row);
            int j = b.row(row);
            int o = out.row(row);
            for (int p = 0; p < whole; p += LANES) {
                FloatVector.fromArray(SPECIES, x, i + p)
                        .div(FloatVector.fromArray(SPECIES, y, j + p))
                        .intoArray(z, o + p);
            }
            for (int p = whole; p < width; p++) {
                z[o + p] = x[i + p] / y[j + p];
            }
        }
    }

    /** {@code constant * a}. */
    static void scale(Rows rows, float constant, Operand a, Operand out) {
        float[] x = a.array();
        float[] z = out.array();
        int width = rows.width;
        int whole = width & -LANES;
        for (int row = rows.from, to = rows.to; row < to; row++) {
            int i = a.row(row);
            int o = out.row(row);
            for (int p = 0; p < whole; p += LANES) {
                FloatVector.fromArray(SPECIES, x, i + p).mul(constant).intoArray(z, o + p);
            }
            for (int p = whole; p < width; p++) {
                z[o + p] = constant * x[i + p];
            }
        }
    }

    /** {@code a + constant}. */
    static void shift(Rows rows, float constant, Operand a, Operand out) {
        float[] x = a.array();
        float[] z = out.array();
        int width = rows.width;
        int whole = width & -LANES;
        for (int row = rows.from, to = rows.to; row < to; row++) {
            int i = a.row(row);
            int o = out.row(row);
            for (int p = 0; p < whole; p += LANES) {
                FloatVector.fromArray(SPECIES, x, i + p).add(constant).intoArray(z, o + p);
            }
            for (int p = whole; p < width; p++) {
                z[o + p] = x[i + p] + constant;
            }
        }
    }

    /** {@code a}. */
    static void copy(Rows rows, Operand a, Operand out) {
        float[] x = a.array();
        float[] z = out.array();
        int width = rows.width;
        int whole = width & -LANES;
        for (int row = rows.from, to = rows.to; row < to; row++) {
            int i = a.row(row);
            int o = out.row(row);
            for (int p = 0; p < whole; p += LANES) {
                FloatVector.fromArray(SPECIES, x, i + p).intoArray(z, o + p);
            }
            for (int p = whole; p < width; p++) {
                z[o + p] = x[i + p];
            }
        }
    }

    /** {@code a * b + c}, rounded once. */
    static void multiplyAdd(Rows rows, Operand a, Operand b, Operand c, Operand out) {
        float[] x = a.array();
        float[] y = b.array();
        float[] w = c.array();
        float[] z = out.array();
        int width = rows.width;
        int whole = width & -LANES;
        for (int row = rows.from, to = rows.to; row < to; row++) {
            int i = a.row(row);
            int j = b.row(row);
            int k = c.row(row);
            int o = out.row(row);
            for (int p = 0; p < whole; p += LANES) {
                FloatVector.fromArray(SPECIES, x, i + p)
                        .fma(FloatVector.fromArray(SPECIES, y, j + p), FloatVector.fromArray(SPECIES, w, k + p))
                        .intoArray(z, o + p);
            }
            for (int p = whole; p < width; p++) {
                z[o + p] = Math.fma(x[i + p], y[j + p], w[k + p]);
            }
        }
    }

    /** {@code a + b + c}. */
    static void addAdd(Rows rows, Operand a, Operand b, Operand c, Operand out) {
        float[] x = a.array();
        float[] y = b.array();
        float[] w = c.array();
        float[] z = out.array();
        int width = rows.width;
        int whole = width & -LANES;
        for (int row = rows.from, to = rows.to; row < to; row++) {
            int i = a.row(row);
            int j = b.row(row);
            int k = c.row(row);
            int o = out.row(row);
            for (int p = 0; p < whole; p += LANES) {
                FloatVector.fromArray(SPECIES, x, i + p)
                        .add(FloatVector.fromArray(SPECIES, y, j + p))
                        .add(FloatVector.fromArray(SPECIES, w, k + p))
                        .intoArray(z, o + p);
            }
            for (int p = whole; p < width; p++) {
                z[o + p] = x[i + p] + y[j + p] + w[k + p];
            }
        }
    }
}
