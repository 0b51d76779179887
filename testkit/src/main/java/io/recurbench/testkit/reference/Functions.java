package io.recurbench.testkit.reference;

import io.recurbench.api.program.Function;

/** The element-wise functions, in double precision. */
final class Functions {
    private static final double ROOT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);
    private static final double CUBIC = 0.044715;

    private Functions() {}

    /** The result for inputs {@code a}, {@code b} (0 for one input) and the operation's constant {@code c}. */
    static double apply(Function function, double a, double b, double c) {
        return switch (function) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case SCALE -> c * a;
            case SHIFT -> a + c;
            case TANH -> Math.tanh(a);
            case SIGMOID -> sigmoid(a);
            case RELU -> Math.max(a, 0);
            case GELU -> a / 2 * (1 + Math.tanh(geluArgument(a)));
            case SOFTPLUS -> Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)));
            case EXP -> Math.exp(a);
            case SIN -> Math.sin(a);
            case COS -> Math.cos(a);
            case TANH_ADJOINT -> b * (1 - a * a);
            case SIGMOID_ADJOINT -> b * a * (1 - a);
            case RELU_ADJOINT -> a > 0 ? b : 0;
            case GELU_ADJOINT -> b * geluDerivative(a);
        };
    }

    private static double sigmoid(double a) {
        return 1 / (1 + Math.exp(-a));
    }

    private static double geluArgument(double a) {
        return ROOT_TWO_OVER_PI * (a + CUBIC * a * a * a);
    }

    /** {@code (1 + t)/2 + a/2 (1 - t^2) u'} with {@code t = tanh(u)}, u the argument above. */
    private static double geluDerivative(double a) {
        double t = Math.tanh(geluArgument(a));
        return (1 + t) / 2 + a / 2 * (1 - t * t) * ROOT_TWO_OVER_PI * (1 + 3 * CUBIC * a * a);
    }
}
