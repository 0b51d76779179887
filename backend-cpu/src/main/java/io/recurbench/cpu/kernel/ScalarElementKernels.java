package io.recurbench.cpu.kernel;

import io.recurbench.api.program.Function;

/** Element-wise functions in plain loops, on {@code Math}; rows that follow each other without gaps are one long row. */
final class ScalarElementKernels implements ElementKernels {
    private static final double ROOT_TWO_OVER_PI = 0.7978845608028654;
    private static final double CUBIC = 0.044715;

    private static final Loop MULTIPLY_ADD = ScalarElementKernels::multiplyAddRows;
    private static final Loop ADD_ADD = ScalarElementKernels::addAddRows;

    private interface Loop {
        void run(int from, int to, Operand a, Operand b, Operand c, Operand out);
    }

    private final Spread[] spreads = {new Spread(), new Spread(), new Spread()};
    private final Loop function = this::functionRows;
    private Function called = Function.ADD;
    private float constant;

    @Override
    public void apply(int from, int to, ElementCall call) {
        called = call.function();
        constant = call.constant();
        run(function, from, to, call.a(), call.b(), call.a(), call.out());
    }

    @Override
    public void multiplyAdd(int from, int to, Operand a, Operand b, Operand c, Operand out) {
        run(MULTIPLY_ADD, from, to, a, b, c, out);
    }

    @Override
    public void addAdd(int from, int to, Operand a, Operand b, Operand c, Operand out) {
        run(ADD_ADD, from, to, a, b, c, out);
    }

    /** Writes operands of blocks out, a few rows at a time, so that the loops know whole rows and single numbers only. */
    private void run(Loop loop, int from, int to, Operand a, Operand b, Operand c, Operand out) {
        int width = out.width;
        if (!isOfBlocks(a, width) && !isOfBlocks(b, width) && !isOfBlocks(c, width)) {
            loop.run(from, to, a, b, c, out);
            return;
        }
        int end;
        for (int begin = from; begin < to; begin = end) {
            end = Math.min(to, begin + Spread.blockRows(width));
            Operand first = isOfBlocks(a, width) ? spreads[0].of(a, begin, end, width) : a;
            Operand second = isOfBlocks(b, width) ? spreads[1].of(b, begin, end, width) : b;
            Operand third = isOfBlocks(c, width) ? spreads[2].of(c, begin, end, width) : c;
            loop.run(begin, end, first, second, third, out);
        }
    }

    private static boolean isOfBlocks(Operand operand, int width) {
        return operand.width > 1 && operand.width < width;
    }

    private void functionRows(int from, int to, Operand a, Operand b, Operand unused, Operand out) {
        int stepA = step(a, out);
        int stepB = step(b, out);
        boolean dense = a.isDense() && b.isDense() && out.isDense() && stepA + stepB == 2;
        int end = dense ? Math.min(to, from + 1) : to;
        int width = dense ? (to - from) * out.width : out.width;
        for (int row = from; row < end; row++) {
            int rowA = a.row(row);
            int rowB = b.row(row);
            int rowOut = out.row(row);
            for (int j = 0; j < width; j++) {
                float x = a.array[rowA + j * stepA];
                float y = b.array[rowB + j * stepB];
                out.array[rowOut + j] = value(called, constant, x, y);
            }
        }
    }

    @Override
    public void copy(int from, int to, Operand a, Operand out) {
        int step = step(a, out);
        boolean dense = a.isDense() && out.isDense() && step == 1;
        int end = dense ? Math.min(to, from + 1) : to;
        int width = dense ? (to - from) * out.width : out.width;
        for (int row = from; row < end; row++) {
            int rowA = a.row(row);
            int rowOut = out.row(row);
            for (int j = 0; j < width; j++) {
                out.array[rowOut + j] = a.array[rowA + j * step];
            }
        }
    }

    private static void multiplyAddRows(int from, int to, Operand a, Operand b, Operand c, Operand out) {
        int stepA = step(a, out);
        int stepB = step(b, out);
        int stepC = step(c, out);
        for (int row = from; row < to; row++) {
            int rowA = a.row(row);
            int rowB = b.row(row);
            int rowC = c.row(row);
            int rowOut = out.row(row);
            for (int j = 0; j < out.width; j++) {
                out.array[rowOut + j] =
                        a.array[rowA + j * stepA] * b.array[rowB + j * stepB] + c.array[rowC + j * stepC];
            }
        }
    }

    private static void addAddRows(int from, int to, Operand a, Operand b, Operand c, Operand out) {
        int stepA = step(a, out);
        int stepB = step(b, out);
        int stepC = step(c, out);
        for (int row = from; row < to; row++) {
            int rowA = a.row(row);
            int rowB = b.row(row);
            int rowC = c.row(row);
            int rowOut = out.row(row);
            for (int j = 0; j < out.width; j++) {
                out.array[rowOut + j] =
                        a.array[rowA + j * stepA] + b.array[rowB + j * stepB] + c.array[rowC + j * stepC];
            }
        }
    }

    private static int step(Operand operand, Operand out) {
        return operand.width < out.width ? 0 : 1;
    }

    private static float value(Function function, float constant, float a, float b) {
        return switch (function) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MAXIMUM -> Math.max(a, b);
            case SCALE -> constant * a;
            case SHIFT -> a + constant;
            case TANH -> (float) Math.tanh(a);
            case SIGMOID -> (float) sigmoid(a);
            case RELU -> a <= 0 ? 0 : a;
            case GELU -> (float) (a * sigmoid(2 * inner(a)));
            case SOFTPLUS -> (float) (Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs((double) a))));
            case EXP -> (float) Math.exp(a);
            case LOG -> (float) Math.log(a);
            case SQRT -> (float) Math.sqrt(a);
            case SIN -> (float) Math.sin(a);
            case COS -> (float) Math.cos(a);
            case TANH_ADJOINT -> ElementKernels.flush(b * (1 - a * a));
            case SIGMOID_ADJOINT -> ElementKernels.flush(b * a * (1 - a));
            case RELU_ADJOINT -> a > 0 ? b : 0;
            case GELU_ADJOINT -> ElementKernels.flush((float) (b * geluSlope(a)));
            default -> (float) function.apply(a, b, constant);
        };
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
