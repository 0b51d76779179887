package io.recurbench.nd4j;

import io.recurbench.api.program.Function;
import java.util.ArrayList;
import java.util.List;

/** Element-wise functions as prepared operations, in place in the output wherever they take several. */
final class ElementwiseKernels {
    private static final double CUBIC = 0.044715;
    private static final double SLOPE = 2 * Math.sqrt(2 / Math.PI);

    private final Operations operations;

    ElementwiseKernels(Operations operations) {
        this.operations = operations;
    }

    Kernel of(Function function, double constant, Region out, List<Region> inputs) {
        Region a = inputs.get(0);
        return switch (function) {
            case ADD -> operations.operation("add", out, a, inputs.get(1));
            case SUBTRACT -> operations.operation("subtract", out, a, inputs.get(1));
            case MULTIPLY -> operations.operation("multiply", out, a, inputs.get(1));
            case DIVIDE -> operations.operation("divide", out, a, inputs.get(1));
            case MAXIMUM -> maximum(out, a, inputs.get(1));
            case SCALE -> operations.operation("multiply", out, a, scalar(constant));
            case SHIFT -> operations.operation("add", out, a, scalar(constant));
            case BROADCAST -> operations.broadcast(out, a);
            case TANH -> TanhKernel.of(operations, out, a);
            case SIGMOID -> operations.operation("sigmoid", out, a);
            case RELU -> operations.clip(out, a, 0, Double.POSITIVE_INFINITY);
            case GELU -> gelu(out, a);
            case SOFTPLUS -> softplus(out, a);
            case EXP -> operations.transform(Transform.EXP, out, a);
            case LOG -> operations.transform(Transform.LOG, out, a);
            case SQRT -> operations.transform(Transform.SQRT, out, a);
            case SIN -> operations.transform(Transform.SIN, out, a);
            case COS -> operations.transform(Transform.COS, out, a);
            case TANH_ADJOINT -> tanhAdjoint(out, a, inputs.get(1));
            case SIGMOID_ADJOINT -> sigmoidAdjoint(out, a, inputs.get(1));
            case RELU_ADJOINT -> reluAdjoint(out, a, inputs.get(1));
            case GELU_ADJOINT -> geluAdjoint(out, a, inputs.get(1));
        };
    }

    private Region scalar(double value) {
        return operations.scalar(value);
    }

    private Region ones(Region like) {
        return operations.ones(Math.toIntExact(like.length())).shaped(like.rows(), like.width());
    }

    /** The library's own loses NaN; clipping keeps it, and zero times what is clipped is zero or NaN. */
    private Kernel maximum(Region out, Region a, Region b) {
        List<Kernel> kernels = new ArrayList<>();
        Region first = operations.expanded(a, out, "first", kernels);
        Region second = operations.expanded(b, out, "second", kernels);
        Region zero = operations.scratch("zero", out.rows(), out.width());
        Region clipped = operations.scratch("clipped", out.rows(), out.width());
        kernels.add(operations.clip(zero, first, 0, 1));
        kernels.add(operations.clip(clipped, second, 0, 1));
        kernels.add(operations.operation("add", zero, zero, clipped));
        kernels.add(operations.operation("multiply", zero, zero, scalar(0)));
        kernels.add(operations.operation("maximum", out, first, second));
        kernels.add(operations.operation("add", out, out, zero));
        return Kernel.sequence(kernels);
    }

    private Kernel tanhAdjoint(Region out, Region y, Region dy) {
        return Kernel.sequence(List.of(
                operations.operation("multiply", out, y, y),
                operations.operation("subtract", out, ones(out), out),
                operations.operation("multiply", out, out, dy)));
    }

    private Kernel sigmoidAdjoint(Region out, Region y, Region dy) {
        return Kernel.sequence(List.of(
                operations.operation("multiply", out, y, y),
                operations.operation("subtract", out, y, out),
                operations.operation("multiply", out, out, dy)));
    }

    /** The library's own adjoint wants two arrays of one shape. */
    private Kernel reluAdjoint(Region out, Region y, Region dy) {
        List<Kernel> kernels = new ArrayList<>();
        Region first = operations.expanded(y, out, "relu", kernels);
        Region second = operations.expanded(dy, out, "adjoint", kernels);
        kernels.add(operations.operation("relu_bp", out, first, second));
        return Kernel.sequence(kernels);
    }

    /** {@code max(a, 0) + log(1 + exp(-|a|))}, which does not overflow. */
    private Kernel softplus(Region out, Region a) {
        Region tail = operations.scratch("tail", out.rows(), out.width());
        return Kernel.sequence(List.of(
                operations.transform(Transform.ABS, tail, a),
                operations.operation("multiply", tail, tail, scalar(-1)),
                operations.transform(Transform.EXP, tail, tail),
                operations.operation("add", tail, tail, scalar(1)),
                operations.transform(Transform.LOG, tail, tail),
                operations.clip(out, a, 0, Double.POSITIVE_INFINITY),
                operations.operation("add", out, out, tail)));
    }

    /**
     * Leaves {@code s = (1 + tanh(u)) / 2 = sigmoid(2 u)} with {@code u = sqrt(2/pi) (a + 0.044715 a^3)}: near 0 and near 1
     * the sigmoid is exact where one plus or minus the tangent is rounding, times a cube.
     */
    private List<Kernel> geluGate(Region s, Region a) {
        return List.of(
                operations.operation("multiply", s, a, a),
                operations.operation("multiply", s, s, scalar(CUBIC)),
                operations.operation("add", s, s, scalar(1)),
                operations.operation("multiply", s, s, a),
                operations.operation("multiply", s, s, scalar(SLOPE)),
                operations.operation("sigmoid", s, s));
    }

    private Kernel gelu(Region out, Region a) {
        List<Kernel> kernels = new ArrayList<>(geluGate(out, a));
        kernels.add(operations.operation("multiply", out, out, a));
        return Kernel.sequence(kernels);
    }

    /** {@code dy (s + a s (1 - s) 2 sqrt(2/pi) (1 + 3 . 0.044715 a^2))}. */
    private Kernel geluAdjoint(Region out, Region a, Region dy) {
        Region s = operations.scratch("gate", out.rows(), out.width());
        Region slope = operations.scratch("slope", out.rows(), out.width());
        List<Kernel> kernels = new ArrayList<>(geluGate(s, a));
        kernels.add(operations.operation("multiply", slope, a, a));
        kernels.add(operations.operation("multiply", slope, slope, scalar(3 * CUBIC)));
        kernels.add(operations.operation("add", slope, slope, scalar(1)));
        kernels.add(operations.operation("multiply", slope, slope, scalar(SLOPE)));
        kernels.add(operations.operation("multiply", slope, slope, a));
        kernels.add(operations.operation("subtract", out, ones(out), s));
        kernels.add(operations.operation("multiply", out, out, s));
        kernels.add(operations.operation("multiply", out, out, slope));
        kernels.add(operations.operation("add", out, out, s));
        kernels.add(operations.operation("multiply", out, out, dy));
        return Kernel.sequence(kernels);
    }
}
