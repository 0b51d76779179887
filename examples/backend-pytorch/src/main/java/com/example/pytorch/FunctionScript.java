package com.example.pytorch;

import io.recurbench.api.program.Operation;
import java.util.List;

/** The calls that compute element-wise functions. */
final class FunctionScript {
    private FunctionScript() {}

    /** The call that writes the function of {@code in} to {@code out}. */
    static String of(Script script, Operation.Elementwise operation, List<String> in, String out) {
        String a = in.get(0);
        String both = String.join(", ", in);
        String swapped = in.size() == 2 ? in.get(1) + ", " + a : a;
        return switch (operation.function()) {
            case ADD -> call("add", both, out);
            case SUBTRACT -> call("sub", both, out);
            case MULTIPLY -> call("mul", both, out);
            case DIVIDE -> call("div", both, out);
            case MAXIMUM -> call("maximum", both, out);
            case SCALE -> call("mul", a + ", " + script.number(operation.constant()), out);
            case SHIFT -> call("add", a + ", " + script.number(operation.constant()), out);
            case BROADCAST -> "torch.copy_(" + out + ", " + a + ")";
            case TANH -> call("tanh", a, out);
            case SIGMOID -> call("sigmoid", a, out);
            case RELU -> call("clamp_min", a + ", 0", out);
            case GELU -> "torch.gelu(" + a + ", approximate=\"tanh\", out=" + out + ")";
            case SOFTPLUS -> call("softplus", a + ", 1, 20", out);
            case EXP -> call("exp", a, out);
            case LOG -> call("log", a, out);
            case SQRT -> call("sqrt", a, out);
            case SIN -> call("sin", a, out);
            case COS -> call("cos", a, out);
            case TANH_ADJOINT -> adjoint("tanh_backward", swapped, out);
            case SIGMOID_ADJOINT -> adjoint("sigmoid_backward", swapped, out);
            case RELU_ADJOINT -> adjoint("threshold_backward", swapped + ", 0", out);
            case GELU_ADJOINT -> adjoint("gelu_backward", swapped + ", approximate=\"tanh\"", out);
        };
    }

    private static String call(String function, String arguments, String out) {
        return "torch." + function + "(" + arguments + ", out=" + out + ")";
    }

    private static String adjoint(String function, String arguments, String out) {
        return "torch." + function + "(" + arguments + ", grad_input=" + out + ")";
    }
}
