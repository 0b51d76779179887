package io.recurbench.api.program;

/**
 * An element-wise function. {@code a}, {@code b} are the inputs in order, {@code c} the constant of the operation,
 * {@code y} a forward result and {@code dy} its adjoint.
 */
public enum Function {
    /** {@code a + b}. */
    ADD(2),
    /** {@code a - b}. */
    SUBTRACT(2),
    /** {@code a * b}. */
    MULTIPLY(2),
    /** {@code a / b}. */
    DIVIDE(2),
    /** {@code c * a}. */
    SCALE(1),
    /** {@code a + c}. */
    SHIFT(1),
    /** Hyperbolic tangent. */
    TANH(1),
    /** {@code 1 / (1 + exp(-a))}. */
    SIGMOID(1),
    /** {@code max(a, 0)}. */
    RELU(1),
    /** {@code a/2 (1 + tanh(sqrt(2/pi) (a + 0.044715 a^3)))}: the tanh form of Hendrycks and Gimpel, 2016. */
    GELU(1),
    /** {@code log(1 + exp(a))}. */
    SOFTPLUS(1),
    /** Exponential. */
    EXP(1),
    /** Sine. */
    SIN(1),
    /** Cosine. */
    COS(1),
    /** {@code dy (1 - y^2)}, inputs {@code y, dy}: the adjoint of {@link #TANH}. */
    TANH_ADJOINT(2),
    /** {@code dy y (1 - y)}, inputs {@code y, dy}: the adjoint of {@link #SIGMOID}. */
    SIGMOID_ADJOINT(2),
    /** {@code y > 0 ? dy : 0}, inputs {@code y, dy}: the adjoint of {@link #RELU}. */
    RELU_ADJOINT(2),
    /** {@code dy gelu'(a)}, inputs {@code a, dy}: the adjoint of {@link #GELU}. */
    GELU_ADJOINT(2);

    private final int arity;

    Function(int arity) {
        this.arity = arity;
    }

    /** The number of inputs, 1 or 2. */
    public int arity() {
        return arity;
    }
}
