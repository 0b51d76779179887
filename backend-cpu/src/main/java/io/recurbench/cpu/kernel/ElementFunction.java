package io.recurbench.cpu.kernel;

import io.recurbench.api.program.Function;

/** The element-wise functions of the kernels: those of the {@link Function API}, and what is needed to move and fuse them. */
public enum ElementFunction {
    /** {@code a + b}. */
    ADD(2),
    /** {@code a - b}. */
    SUBTRACT(2),
    /** {@code a * b}. */
    MULTIPLY(2),
    /** {@code a / b}. */
    DIVIDE(2),
    /** {@code constant * a}. */
    SCALE(1),
    /** {@code a + constant}. */
    SHIFT(1),
    /** Hyperbolic tangent. */
    TANH(1),
    /** {@code 1 / (1 + exp(-a))}. */
    SIGMOID(1),
    /** {@code max(a, 0)}. */
    RELU(1),
    /** The tanh form of GELU. */
    GELU(1),
    /** {@code log(1 + exp(a))}. */
    SOFTPLUS(1),
    /** Exponential. */
    EXP(1),
    /** Sine. */
    SIN(1),
    /** Cosine. */
    COS(1),
    /** {@code b (1 - a^2)}. */
    TANH_ADJOINT(2),
    /** {@code b a (1 - a)}. */
    SIGMOID_ADJOINT(2),
    /** {@code a > 0 ? b : 0}. */
    RELU_ADJOINT(2),
    /** {@code b gelu'(a)}. */
    GELU_ADJOINT(2),
    /** {@code a}: copy, gather, broadcast. */
    COPY(1),
    /** {@code a * b + c}. */
    MULTIPLY_ADD(3),
    /** {@code a + b + c}. */
    ADD_ADD(3);

    private final int arity;

    ElementFunction(int arity) {
        this.arity = arity;
    }

    /** The number of inputs, 1 to 3. */
    public int arity() {
        return arity;
    }

    /** The kernel of a function of the API. */
    public static ElementFunction of(Function function) {
        return valueOf(function.name());
    }
}
