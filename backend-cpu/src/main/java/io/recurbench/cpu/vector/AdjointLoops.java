package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import io.recurbench.cpu.kernel.ElementKernels;
import io.recurbench.cpu.kernel.Operand;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Loops of the adjoints of element-wise functions and of RELU. Magnitudes below SMALLEST become zero. */
final class AdjointLoops {
    private static final float SMALLEST = ElementKernels.SMALLEST;

    private AdjointLoops() {}

    /** {@code b (1 - a^2)}. */
    static void tanh(Rows rows, Operand a, Operand b, Operand out) {
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
                FloatVector u = FloatVector.fromArray(SPECIES, x, i + p);
                FloatVector v = FloatVector.fromArray(SPECIES, y, j + p);
                FloatVector product =
                        u.neg().fma(u, FloatVector.broadcast(SPECIES, 1)).mul(v);
                product.blend(0, product.abs().compare(VectorOperators.LT, SMALLEST))
                        .intoArray(z, o + p);
            }
            for (int p = whole; p < width; p++) {
                z[o + p] = ElementKernels.flush(Math.fma(-x[i + p], x[i + p], 1) * y[j + p]);
            }
        }
    }

    /** {@code b a (1 - a)}. */
    static void sigmoid(Rows rows, Operand a, Operand b, Operand out) {
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
                FloatVector u = FloatVector.fromArray(SPECIES, x, i + p);
                FloatVector v = FloatVector.fromArray(SPECIES, y, j + p);
                FloatVector product = u.neg().fma(u, u).mul(v);
                product.blend(0, product.abs().compare(VectorOperators.LT, SMALLEST))
                        .intoArray(z, o + p);
            }
            for (int p = whole; p < width; p++) {
                z[o + p] = ElementKernels.flush(Math.fma(-x[i + p], x[i + p], x[i + p]) * y[j + p]);
            }
        }
    }

    /** {@code a > 0 ? b : 0}. */
    static void relu(Rows rows, Operand a, Operand b, Operand out) {
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
                FloatVector u = FloatVector.fromArray(SPECIES, x, i + p);
                FloatVector v = FloatVector.fromArray(SPECIES, y, j + p);
                FloatVector.zero(SPECIES)
                        .blend(v, u.compare(VectorOperators.GT, 0))
                        .intoArray(z, o + p);
            }
            for (int p = whole; p < width; p++) {
                z[o + p] = x[i + p] > 0 ? y[j + p] : 0;
            }
        }
    }

    /** {@code a <= 0 ? 0 : a}: the function RELU itself. NaN stays. */
    static void rectify(Rows rows, Operand a, Operand out) {
        float[] x = a.array();
        float[] z = out.array();
        int width = rows.width;
        int whole = width & -LANES;
        for (int row = rows.from, to = rows.to; row < to; row++) {
            int i = a.row(row);
            int o = out.row(row);
            for (int p = 0; p < whole; p += LANES) {
                FloatVector u = FloatVector.fromArray(SPECIES, x, i + p);
                u.blend(0, u.compare(VectorOperators.LE, 0)).intoArray(z, o + p);
            }
            for (int p = whole; p < width; p++) {
                z[o + p] = x[i + p] <= 0 ? 0 : x[i + p];
            }
        }
    }
}
