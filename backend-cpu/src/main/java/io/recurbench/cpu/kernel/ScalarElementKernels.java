package io.recurbench.cpu.kernel;

import static io.recurbench.cpu.kernel.ScalarUpdateKernels.flush;

import org.jspecify.annotations.Nullable;

/** Element-wise functions in plain loops, on {@code Math}. */
final class ScalarElementKernels implements ElementKernels {
    private static final double ROOT_TWO_OVER_PI = 0.7978845608028654;
    private static final double CUBIC = 0.044715;

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
        int stepA = a.scalar ? 0 : 1;
        int stepB = second.scalar ? 0 : 1;
        int stepC = third.scalar ? 0 : 1;
        for (int row = from; row < to; row++) {
            int rowA = a.row(row);
            int rowB = second.row(row);
            int rowC = third.row(row);
            int rowOut = out.row(row);
            for (int j = 0; j < width; j++) {
                float x = a.array[rowA + j * stepA];
                float y = second.array[rowB + j * stepB];
                float z = third.array[rowC + j * stepC];
                out.array[rowOut + j] = value(function, constant, x, y, z);
            }
        }
    }

    private static float value(ElementFunction function, float constant, float a, float b, float c) {
        switch (function) {
            case ADD:
                return a + b;
            case SUBTRACT:
                return a - b;
            case MULTIPLY:
                return a * b;
            case DIVIDE:
                return a / b;
            case SCALE:
                return constant * a;
            case SHIFT:
                return a + constant;
            case TANH:
                return (float) Math.tanh(a);
            case SIGMOID:
                return (float) sigmoid(a);
            case RELU:
                return a <= 0 ? 0 : a;
            case GELU:
                return (float) (a * sigmoid(2 * inner(a)));
            case SOFTPLUS:
                return (float) (Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs((double) a))));
            case EXP:
                return (float) Math.exp(a);
            case SIN:
                return (float) Math.sin(a);
            case COS:
                return (float) Math.cos(a);
            case TANH_ADJOINT:
                return flush(b * (1 - a * a));
            case SIGMOID_ADJOINT:
                return flush(b * a * (1 - a));
            case RELU_ADJOINT:
                return a > 0 ? b : 0;
            case GELU_ADJOINT:
                return flush((float) (b * geluSlope(a)));
            case COPY:
                return a;
            case MULTIPLY_ADD:
                return a * b + c;
            case ADD_ADD:
                return a + b + c;
        }
        throw new AssertionError(function);
    }

    private static double inner(double a) {
        return ROOT_TWO_OVER_PI * (a + CUBIC * a * a * a);
    }

    private static double sigmoid(double a) {
        return 1 / (1 + Math.exp(-a));
    }

    /** GELU is {@code a s(2u)}, u the inner polynomial: the form that loses nothing for negative a. */
    private static double geluSlope(double a) {
        double s = sigmoid(2 * inner(a));
        return s + a * s * (1 - s) * 2 * ROOT_TWO_OVER_PI * (1 + 3 * CUBIC * a * a);
    }
}
