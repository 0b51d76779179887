package io.recurbench.cpu.kernel;

import io.recurbench.api.program.Function;

/** What the kernels for elements compute: the functions of the API, a copy, and two fused sums. */
enum ElementWork {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MAXIMUM,
    SCALE,
    SHIFT,
    BROADCAST,
    TANH,
    SIGMOID,
    RELU,
    GELU,
    SOFTPLUS,
    EXP,
    LOG,
    SQRT,
    SIN,
    COS,
    TANH_ADJOINT,
    SIGMOID_ADJOINT,
    RELU_ADJOINT,
    GELU_ADJOINT,
    COPY,
    MULTIPLY_ADD,
    ADD_ADD;

    int arity() {
        return switch (this) {
            case COPY -> 1;
            case MULTIPLY_ADD, ADD_ADD -> 3;
            default -> Function.valueOf(name()).arity();
        };
    }

    /** Runs on rows; b and c are not read where the arity says so. */
    void run(Kernels kernels, float constant, int from, int to, Operand a, Operand b, Operand c, Operand out) {
        ElementKernels elements = kernels.elements();
        switch (this) {
            case COPY -> elements.copy(from, to, a, out);
            case MULTIPLY_ADD -> elements.multiplyAdd(from, to, a, b, c, out);
            case ADD_ADD -> elements.addAdd(from, to, a, b, c, out);
            default -> {
                Function function = Function.valueOf(name());
                Operand second = function.arity() > 1 ? b : a;
                elements.apply(from, to, new ElementCall(function, constant, a, second, out));
            }
        }
    }
}
