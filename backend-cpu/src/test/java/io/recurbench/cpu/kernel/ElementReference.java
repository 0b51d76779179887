package io.recurbench.cpu.kernel;

/** The element-wise functions in double precision, and how far a float may be from them. */
final class ElementReference {
    private static final double TWO_ROOT = 2 * 0.7978845608028654;
    private static final double CUBIC = 0.044715;

    private ElementReference() {}

    static double value(ElementWork function, double constant, double a, double b, double c) {
        switch (function) {
            case ADD:
                return a + b;
            case SUBTRACT:
                return a - b;
            case MULTIPLY:
                return a * b;
            case DIVIDE:
                return a / b;
            case MAXIMUM:
                return Math.max(a, b);
            case SCALE:
                return constant * a;
            case SHIFT:
                return a + constant;
            case TANH:
                return Math.tanh(a);
            case SIGMOID:
                return 1 / (1 + Math.exp(-a));
            case RELU:
                return a <= 0 ? 0 : a;
            case GELU:
                return a / (1 + Math.exp(-inner(a)));
            case SOFTPLUS:
                return Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)));
            case EXP:
                return Math.exp(a);
            case LOG:
                return Math.log(a);
            case SQRT:
                return Math.sqrt(a);
            case SIN:
                return Math.sin(a);
            case COS:
                return Math.cos(a);
            case TANH_ADJOINT:
                return b * (1 - a * a);
            case SIGMOID_ADJOINT:
                return b * a * (1 - a);
            case RELU_ADJOINT:
                return a > 0 ? b : 0;
            case GELU_ADJOINT:
                double s = 1 / (1 + Math.exp(-inner(a)));
                return b * (s + a * s * (1 - s) * TWO_ROOT * (1 + 3 * CUBIC * a * a));
            case BROADCAST:
            case COPY:
                return a;
            case MULTIPLY_ADD:
                return a * b + c;
            case ADD_ADD:
                return a + b + c;
        }
        throw new AssertionError(function);
    }

    /**
     * The bound that kernels keep: units in the last place of the result (of the smallest normal float for smaller
     * results), and an absolute part where terms cancel.
     */
    static double tolerance(ElementWork function, double expected, double a, double b, double c) {
        double ulp = Math.ulp((float) Math.min(Math.max(Math.abs(expected), Float.MIN_NORMAL), Float.MAX_VALUE));
        // Results below the smallest normal float may be zero, adjoints below SMALLEST are.
        double small = Float.MIN_NORMAL;
        switch (function) {
            case TANH:
                return 6 * ulp;
            case SIGMOID:
            case SOFTPLUS:
                return 4 * ulp + small;
            case EXP:
                return 2 * ulp + small;
            case SIN:
            case COS:
            case LOG:
                return 2 * ulp;
            case GELU:
                // exp turns the rounding of 2u into a relative error; where it leaves the floats, |a| < 11, the result
                // is zero.
                return Math.abs(expected) * (8 + 2 * Math.abs(inner(a))) * 0x1p-24 + 11 * small;
            case GELU_ADJOINT:
                return Math.abs(b) * 3e-6 + ElementKernels.SMALLEST;
            case TANH_ADJOINT:
                return Math.abs(b) * (1 + a * a) * 0x1p-22 + ElementKernels.SMALLEST;
            case SIGMOID_ADJOINT:
                return Math.abs(b) * (Math.abs(a) + a * a) * 0x1p-22 + ElementKernels.SMALLEST;
            case MULTIPLY_ADD:
                return (Math.abs(a * b) + Math.abs(c)) * 0x1p-23;
            case ADD_ADD:
                return (Math.abs(a) + Math.abs(b) + Math.abs(c)) * 0x1p-23;
            default:
                return ulp;
        }
    }

    private static double inner(double a) {
        return TWO_ROOT * (a + CUBIC * a * a * a);
    }
}
