package io.recurbench.cpu.vector;

import io.recurbench.cpu.kernel.ElementFunction;
import io.recurbench.cpu.kernel.ElementKernels;
import io.recurbench.cpu.kernel.Operand;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Element-wise functions in vectors. Rows that follow each other without gaps are one long row. A number that stands for
 * its row is first written out, block by block into scratch, so that the loops know only rows.
 */
final class VectorElementKernels implements ElementKernels {
    /** Numbers per block of scratch: 4 KiB. */
    private static final int BLOCK = 1024;

    private final SpecialFunctions special = new SpecialFunctions();
    private final Operand[] spreads = {
        Operand.rows(new float[0], 0, 0), Operand.rows(new float[0], 0, 0), Operand.rows(new float[0], 0, 0)
    };
    private float[] scratch = new float[3 * BLOCK];

    @Override
    public void apply(
            ElementFunction function,
            float constant,
            int from,
            int to,
            int width,
            Operand a,
            @Nullable Operand b,
            @Nullable Operand c,
            Operand out) {
        Operand second = b == null ? a : b;
        Operand third = c == null ? a : c;
        if (width > 1 && (a.isScalar() || second.isScalar() || third.isScalar())) {
            spreadScalars(function, constant, from, to, width, a, second, third, out);
        } else if (from < to && flat(a, width) && flat(second, width) && flat(third, width) && flat(out, width)) {
            // The first row is as long as all of them.
            dispatch(function, constant, from, from + 1, (to - from) * width, a, second, third, out);
        } else {
            dispatch(function, constant, from, to, width, a, second, third, out);
        }
    }

    private static boolean flat(Operand operand, int width) {
        return operand.index() == null && operand.stride() == width;
    }

    private void spreadScalars(
            ElementFunction function,
            float constant,
            int from,
            int to,
            int width,
            Operand a,
            Operand b,
            Operand c,
            Operand out) {
        int blockRows = Math.max(1, BLOCK / width);
        int size = blockRows * width;
        if (scratch.length < 3 * size) {
            scratch = new float[3 * size];
        }
        for (int begin = from; begin < to; begin += blockRows) {
            int end = Math.min(to, begin + blockRows);
            Operand first = spread(0, size, a, begin, end, width);
            Operand second = b == a ? first : spread(1, size, b, begin, end, width);
            Operand third = c == a ? first : spread(2, size, c, begin, end, width);
            dispatch(function, constant, begin, end, width, first, second, third, out);
        }
    }

    /** The operand itself, or rows of scratch that are filled with its numbers. */
    private Operand spread(int slot, int size, Operand operand, int from, int to, int width) {
        if (!operand.isScalar()) {
            return operand;
        }
        for (int row = from; row < to; row++) {
            int begin = slot * size + (row - from) * width;
            Arrays.fill(scratch, begin, begin + width, operand.array()[operand.row(row)]);
        }
        return spreads[slot].in(scratch, slot * size - from * width, width);
    }

    private void dispatch(
            ElementFunction function,
            float constant,
            int from,
            int to,
            int width,
            Operand a,
            Operand b,
            Operand c,
            Operand out) {
        switch (function) {
            case ADD:
                ArithmeticLoops.add(from, to, width, a, b, out);
                break;
            case SUBTRACT:
                ArithmeticLoops.subtract(from, to, width, a, b, out);
                break;
            case MULTIPLY:
                ArithmeticLoops.multiply(from, to, width, a, b, out);
                break;
            case DIVIDE:
                ArithmeticLoops.divide(from, to, width, a, b, out);
                break;
            case SCALE:
                ArithmeticLoops.scale(from, to, width, constant, a, out);
                break;
            case SHIFT:
                ArithmeticLoops.shift(from, to, width, constant, a, out);
                break;
            case COPY:
                ArithmeticLoops.copy(from, to, width, a, out);
                break;
            case MULTIPLY_ADD:
                ArithmeticLoops.multiplyAdd(from, to, width, a, b, c, out);
                break;
            case ADD_ADD:
                ArithmeticLoops.addAdd(from, to, width, a, b, c, out);
                break;
            case RELU:
                AdjointLoops.rectify(from, to, width, a, out);
                break;
            case TANH_ADJOINT:
                AdjointLoops.tanh(from, to, width, a, b, out);
                break;
            case SIGMOID_ADJOINT:
                AdjointLoops.sigmoid(from, to, width, a, b, out);
                break;
            case RELU_ADJOINT:
                AdjointLoops.relu(from, to, width, a, b, out);
                break;
            case TANH:
            case SIGMOID:
            case GELU:
            case SOFTPLUS:
            case EXP:
            case SIN:
            case COS:
            case GELU_ADJOINT:
                special.rows(function, from, to, width, a, b, out);
        }
    }
}
