package io.recurbench.api.program;

import io.recurbench.api.stability.Stability;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An element-wise function. {@code a}, {@code b} are the inputs in order, {@code c} the constant of the operation,
 * {@code y} a forward result and {@code dy} its adjoint. {@link #apply} is what a function means.
 */
@Stability.Experimental
public enum Function {
    /** {@code a + b}. */
    ADD(2, (a, b, c) -> a + b),
    /** {@code a - b}. */
    SUBTRACT(2, (a, b, c) -> a - b),
    /** {@code a * b}. */
    MULTIPLY(2, (a, b, c) -> a * b),
    /** {@code a / b}. */
    DIVIDE(2, (a, b, c) -> a / b),
    /** {@code max(a, b)}. */
    MAXIMUM(2, (a, b, c) -> Math.max(a, b)),
    /** {@code c * a}. */
    SCALE(1, (a, b, c) -> c * a),
    /** {@code a + c}. */
    SHIFT(1, (a, b, c) -> a + c),
    /** {@code a}: numbers written out at a greater width, or a row for each row of a finer space. */
    BROADCAST(1, (a, b, c) -> a),
    /** Hyperbolic tangent. */
    TANH(1, (a, b, c) -> StrictMath.tanh(a)),
    /** {@code 1 / (1 + exp(-a))}. */
    SIGMOID(1, (a, b, c) -> sigmoid(a)),
    /** {@code max(a, 0)}. */
    RELU(1, (a, b, c) -> Math.max(a, 0)),
    /** {@code a/2 (1 + tanh(sqrt(2/pi) (a + 0.044715 a^3)))}: the tanh form of Hendrycks and Gimpel, 2016. */
    GELU(1, (a, b, c) -> a / 2 * (1 + geluTanh(a))),
    /** {@code log(1 + exp(a))}. */
    SOFTPLUS(1, (a, b, c) -> Math.max(a, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(a)))),
    /** Exponential. */
    EXP(1, (a, b, c) -> StrictMath.exp(a)),
    /** Natural logarithm, of positive numbers. */
    LOG(1, (a, b, c) -> StrictMath.log(a)),
    /** Square root. Its slope at zero is infinite. */
    SQRT(1, (a, b, c) -> StrictMath.sqrt(a)),
    /** Sine. */
    SIN(1, (a, b, c) -> StrictMath.sin(a)),
    /** Cosine. */
    COS(1, (a, b, c) -> StrictMath.cos(a)),
    /** {@code dy (1 - y^2)}, inputs {@code y, dy}: the adjoint of {@link #TANH}. */
    TANH_ADJOINT(2, (y, dy, c) -> dy * (1 - y * y)),
    /** {@code dy y (1 - y)}, inputs {@code y, dy}: the adjoint of {@link #SIGMOID}. */
    SIGMOID_ADJOINT(2, (y, dy, c) -> dy * y * (1 - y)),
    /** {@code y > 0 ? dy : 0}, inputs {@code y, dy}: the adjoint of {@link #RELU}. */
    RELU_ADJOINT(2, (y, dy, c) -> y > 0 ? dy : 0),
    /** {@code dy gelu'(a)}, inputs {@code a, dy}: the adjoint of {@link #GELU}. */
    GELU_ADJOINT(2, (a, dy, c) -> dy * geluDerivative(a));

    private static final double ROOT_TWO_OVER_PI = StrictMath.sqrt(2 / StrictMath.PI);
    private static final double CUBIC = 0.044715;

    private final int arity;

    @SuppressWarnings("ImmutableEnumChecker") // its lambdas capture nothing
    private final Definition definition;

    private interface Definition {
        double of(double a, double b, double c);
    }

    Function(int arity, Definition definition) {
        this.arity = arity;
        this.definition = definition;
    }

    /** The number of inputs, 1 or 2. */
    public int arity() {
        return arity;
    }

    /** Whether a cell may apply it to a row: it has one input, no constant, and computes something. */
    public boolean isActivation() {
        return arity == 1 && !hasConstant() && this != BROADCAST;
    }

    /**
     * Whether the result is zero wherever one of the inputs is, whatever the other one is. An adjoint is linear in the second.
     *
     * @param input 0 or 1
     */
    public boolean keepsZero(int input) {
        return switch (this) {
            case ADD, SUBTRACT, MAXIMUM -> false;
            case MULTIPLY -> true;
            case DIVIDE -> input == 0;
            default -> arity == 1 ? definition.of(0, 0, 1) == 0 : input == 1;
        };
    }

    /** Its name as programs and generated sources write it: {@code tanhAdjoint}. */
    public String text() {
        String[] words = name().toLowerCase(Locale.ROOT).split("_", -1);
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining());
    }

    /** Whether it reads the constant of its operation. */
    public boolean hasConstant() {
        return this == SCALE || this == SHIFT;
    }

    /**
     * The result in double precision, on {@link StrictMath}: the same bits on every JVM.
     *
     * @param a the first input
     * @param b the second; not read by a function of one input
     * @param c the constant of {@link #SCALE} and {@link #SHIFT}; not read by others
     */
    public double apply(double a, double b, double c) {
        return definition.of(a, b, c);
    }

    private static double sigmoid(double a) {
        double exponential = StrictMath.exp(-Math.abs(a));
        return (a >= 0 ? 1 : exponential) / (1 + exponential);
    }

    private static double geluTanh(double a) {
        return StrictMath.tanh(ROOT_TWO_OVER_PI * (a + CUBIC * a * a * a));
    }

    /** {@code (1 + t)/2 + a/2 (1 - t^2) u'} with {@code t = tanh(u)}. */
    private static double geluDerivative(double a) {
        double t = geluTanh(a);
        return (1 + t) / 2 + a / 2 * (1 - t * t) * ROOT_TWO_OVER_PI * (1 + 3 * CUBIC * a * a);
    }
}
