package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import io.recurbench.api.program.Function;
import io.recurbench.cpu.kernel.Operand;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The functions that take more than arithmetic. What is left over after whole vectors goes through padded scratch and the
 * same loop, so that a number's result does not depend on where it stands. GELU and SOFTPLUS are several loops over a
 * block that stays in the innermost cache.
 */
final class SpecialFunctions {
    private static final int BLOCK = 1024;

    private final float[] block = new float[BLOCK];
    private final float[] padA = new float[LANES];
    private final float[] padB = new float[LANES];
    private final float[] padOut = new float[LANES];
    private final float[] saved = new float[LANES];

    /** {@code out = function(a, b)}; b is read by GELU_ADJOINT alone. */
    void rows(Function function, Rows rows, Operand a, Operand b, Operand out) {
        float[] x = a.array();
        float[] y = b.array();
        float[] z = out.array();
        int width = rows.width;
        int whole = width & -LANES;
        boolean two = function.arity() == 2;
        for (int row = rows.from, to = rows.to; row < to; row++) {
            int i = a.row(row);
            int j = b.row(row);
            int o = out.row(row);
            if (whole == width) {
                range(function, x, i, y, j, z, o, width);
            } else if (whole > 0) {
                // The last vector overlaps the one before; its input is saved first, because out may be a or b.
                int last = width - LANES;
                copyVector(x, i + last, padA, 0);
                if (two) {
                    copyVector(y, j + last, padB, 0);
                }
                range(function, x, i, y, j, z, o, whole);
                range(function, padA, 0, padB, 0, padOut, 0, LANES);
                copyVector(padOut, 0, z, o + last);
            } else {
                pad(x, i, width, padA);
                if (two) {
                    pad(y, j, width, padB);
                }
                range(function, padA, 0, padB, 0, padOut, 0, LANES);
                System.arraycopy(padOut, 0, z, o, width);
            }
        }
    }

    private static void copyVector(float[] source, int from, float[] target, int to) {
        FloatVector.fromArray(SPECIES, source, from).intoArray(target, to);
    }

    private static void pad(float[] source, int from, int width, float[] pad) {
        System.arraycopy(source, from, pad, 0, width);
        Arrays.fill(pad, width, LANES, 0);
    }

    private void range(Function function, float[] a, int i, float[] b, int j, float[] out, int o, int count) {
        switch (function) {
            case TANH:
                ExponentialLoops.tanh(a, i, out, o, count);
                break;
            case SIGMOID:
                ExponentialLoops.sigmoid(a, i, out, o, count);
                break;
            case EXP:
                ExponentialLoops.exp(a, i, out, o, count);
                break;
            case LOG:
                LogarithmLoops.log(a, i, out, o, count);
                break;
            case SIN:
                TrigonometricLoops.sine(0, a, i, out, o, count, saved);
                break;
            case COS:
                TrigonometricLoops.sine(1, a, i, out, o, count, saved);
                break;
            default:
                for (int begin = 0; begin < count; begin += BLOCK) {
                    blockOf(function, a, i + begin, b, j + begin, out, o + begin, Math.min(BLOCK, count - begin));
                }
        }
    }

    private void blockOf(Function function, float[] a, int i, float[] b, int j, float[] out, int o, int count) {
        switch (function) {
            case SOFTPLUS:
                GeluLoops.minusMagnitude(a, i, block, count);
                ExponentialLoops.exp(block, 0, block, 0, count);
                ExponentialLoops.softplus(a, i, block, 0, out, o, count);
                break;
            case GELU:
                GeluLoops.inner(a, i, block, count);
                ExponentialLoops.sigmoid(block, 0, block, 0, count);
                GeluLoops.gelu(a, i, block, out, o, count);
                break;
            case GELU_ADJOINT:
                GeluLoops.inner(a, i, block, count);
                ExponentialLoops.sigmoid(block, 0, block, 0, count);
                GeluLoops.adjoint(a, i, block, b, j, out, o, count);
                break;
            default:
                throw new IllegalArgumentException(function + " is no special function");
        }
    }
}
