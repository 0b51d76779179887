package io.recurbench.compiler;

import io.recurbench.api.program.Function;

/** The value of an element-wise function of a constant, on StrictMath: the same program on every JVM. */
final class Folding {
    private Folding() {}

    /** {@code function(a)} for a function of one input without a constant of its own. */
    static double apply(Function function, double a) {
        return switch (function) {
            case TANH -> StrictMath.tanh(a);
            case SIGMOID -> sigmoid(a);
            case RELU -> Math.max(a, 0);
            case GELU -> a / 2 * (1 + StrictMath.tanh(StrictMath.sqrt(2 / StrictMath.PI) * (a + 0.044715 * a * a * a)));
            case SOFTPLUS -> Math.max(a, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(a)));
            case EXP -> StrictMath.exp(a);
            case SIN -> StrictMath.sin(a);
            case COS -> StrictMath.cos(a);
            default -> throw new IllegalArgumentException(function + " is not a function of one number");
        };
    }

    private static double sigmoid(double a) {
        double exponential = StrictMath.exp(-Math.abs(a));
        return (a >= 0 ? 1 : exponential) / (1 + exponential);
    }
}
