package io.recurbench.nd4j;

import io.recurbench.api.program.Function;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.TransformOp;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;
import org.nd4j.linalg.factory.Nd4j;

/** Element-wise functions as prepared operations, in place in the output wherever they take several. */
final class ElementwiseKernels {
    private final Native memory;

    ElementwiseKernels(Native memory) {
        this.memory = memory;
    }

    Kernel of(Function function, double constant, INDArray out, List<INDArray> inputs) {
        INDArray a = inputs.get(0);
        return switch (function) {
            case ADD -> memory.operation("add", out, a, inputs.get(1));
            case SUBTRACT -> memory.operation("subtract", out, a, inputs.get(1));
            case MULTIPLY -> memory.operation("multiply", out, a, inputs.get(1));
            case DIVIDE -> memory.operation("divide", out, a, inputs.get(1));
            case SCALE -> memory.operation("multiply", out, a, scalar(constant));
            case SHIFT -> memory.operation("add", out, a, scalar(constant));
            case TANH -> memory.operation("tanh", out, a);
            case SIGMOID -> memory.operation("sigmoid", out, a);
            case RELU -> memory.operation("maximum", out, a, scalar(0));
            case GELU -> gelu(out, a);
            case SOFTPLUS -> softplus(out, a);
            case EXP -> transform(new Exp(a, out));
            case SIN -> transform(new Sin(a, out));
            case COS -> transform(new Cos(a, out));
            case TANH_ADJOINT -> tanhAdjoint(out, a, inputs.get(1));
            case SIGMOID_ADJOINT -> sigmoidAdjoint(out, a, inputs.get(1));
            case RELU_ADJOINT -> reluAdjoint(out, a, inputs.get(1));
            case GELU_ADJOINT -> geluAdjoint(out, a, inputs.get(1));
        };
    }

    /** {@code log}. */
    Kernel log(INDArray out, INDArray a) {
        return transform(new Log(a, out));
    }

    /** {@code exp}. */
    Kernel exp(INDArray out, INDArray a) {
        return transform(new Exp(a, out));
    }

    /** Square root. */
    Kernel sqrt(INDArray out, INDArray a) {
        return transform(new Sqrt(a, out));
    }

    private INDArray scalar(double value) {
        return memory.scalar(value);
    }

    private static Kernel transform(TransformOp operation) {
        return () -> Nd4j.getExecutioner().exec(operation);
    }

    private Kernel tanhAdjoint(INDArray out, INDArray y, INDArray dy) {
        return Kernel.sequence(List.of(
                memory.operation("multiply", out, y, y),
                memory.operation("subtract", out, scalar(1), out),
                memory.operation("multiply", out, out, dy)));
    }

    private Kernel sigmoidAdjoint(INDArray out, INDArray y, INDArray dy) {
        return Kernel.sequence(List.of(
                memory.operation("multiply", out, y, y),
                memory.operation("subtract", out, y, out),
                memory.operation("multiply", out, out, dy)));
    }

    private Kernel reluAdjoint(INDArray out, INDArray y, INDArray dy) {
        INDArray zero = scalar(0);
        INDArray positive = memory.adopt(Nd4j.create(DataType.BOOL, out.shape()));
        return Kernel.sequence(List.of(
                memory.operation("greater", positive, y, zero),
                memory.operation("cast", out, new long[] {DataType.FLOAT.toInt()}, positive),
                memory.operation("multiply", out, out, dy)));
    }

    /** {@code max(a, 0) + log(1 + exp(-|a|))}, which does not overflow. */
    private Kernel softplus(INDArray out, INDArray a) {
        INDArray tail = memory.scratch("tail", out.shape());
        return Kernel.sequence(List.of(
                transform(new Abs(a, tail)),
                memory.operation("multiply", tail, tail, scalar(-1)),
                transform(new Exp(tail, tail)),
                memory.operation("add", tail, tail, scalar(1)),
                transform(new Log(tail, tail)),
                memory.operation("maximum", out, a, scalar(0)),
                memory.operation("add", out, out, tail)));
    }

    /** Leaves {@code tanh(sqrt(2/pi) (a + 0.044715 a^3))} in {@code t}. */
    private List<Kernel> geluTanh(INDArray t, INDArray a) {
        return List.of(
                memory.operation("multiply", t, a, a),
                memory.operation("multiply", t, t, scalar(0.044715)),
                memory.operation("add", t, t, scalar(1)),
                memory.operation("multiply", t, t, a),
                memory.operation("multiply", t, t, scalar(Math.sqrt(2 / Math.PI))),
                memory.operation("tanh", t, t));
    }

    private Kernel gelu(INDArray out, INDArray a) {
        List<Kernel> kernels = new ArrayList<>(geluTanh(out, a));
        kernels.add(memory.operation("add", out, out, scalar(1)));
        kernels.add(memory.operation("multiply", out, out, scalar(0.5)));
        kernels.add(memory.operation("multiply", out, out, a));
        return Kernel.sequence(kernels);
    }

    /** {@code dy (1 + t)/2 + dy a/2 (1 - t^2) sqrt(2/pi) (1 + 3 . 0.044715 a^2)}. */
    private Kernel geluAdjoint(INDArray out, INDArray a, INDArray dy) {
        INDArray t = memory.scratch("tanh", out.shape());
        INDArray slope = memory.scratch("slope", out.shape());
        List<Kernel> kernels = new ArrayList<>(geluTanh(t, a));
        kernels.add(memory.operation("multiply", slope, a, a));
        kernels.add(memory.operation("multiply", slope, slope, scalar(3 * 0.044715)));
        kernels.add(memory.operation("add", slope, slope, scalar(1)));
        kernels.add(memory.operation("multiply", slope, slope, scalar(Math.sqrt(2 / Math.PI))));
        kernels.add(memory.operation("multiply", slope, slope, a));
        kernels.add(memory.operation("multiply", out, t, t));
        kernels.add(memory.operation("subtract", out, scalar(1), out));
        kernels.add(memory.operation("multiply", out, out, slope));
        kernels.add(memory.operation("add", out, out, t));
        kernels.add(memory.operation("add", out, out, scalar(1)));
        kernels.add(memory.operation("multiply", out, out, scalar(0.5)));
        kernels.add(memory.operation("multiply", out, out, dy));
        return Kernel.sequence(kernels);
    }
}
