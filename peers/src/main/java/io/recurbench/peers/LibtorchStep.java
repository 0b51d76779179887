package io.recurbench.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Forward and backward of one batch in libtorch, on the parameters of one of our programs. */
final class LibtorchStep implements AutoCloseable {
    private final Libtorch libtorch;
    private final String cell;
    private final Program program;
    private final Batch batch;
    private final NDManager manager;
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();
    private final Loss crossEntropy = new SoftmaxCrossEntropyLoss("loss", 1, -1, true, true);

    LibtorchStep(Libtorch libtorch, Workload workload) {
        this.libtorch = libtorch;
        this.cell = workload.cell();
        this.program = workload.program();
        this.batch = workload.batch();
        this.manager = libtorch.manager();
        float[] values = workload.parameters();
        for (Parameter parameter : program.parameters()) {
            float[] own = Arrays.copyOfRange(values, parameter.offset(), parameter.offset() + parameter.size());
            long[] shape =
                    parameter.shape().stream().mapToLong(Integer::longValue).toArray();
            NDArray array = manager.create(own, new Shape(shape));
            parameters.put(
                    parameter.name(), transposed(parameter) ? array.transpose().duplicate() : array);
        }
        if (isFused()) {
            parameters.put("b2", secondBias());
        }
        parameters.values().forEach(array -> array.setRequiresGradient(true));
    }

    /** Forward and backward; the gradients are added to those of earlier calls. */
    double run() {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = libtorch.gradients()) {
            NDArray tokens = scope.create(batch.tokens()).toType(DataType.INT64, false);
            NDArray oneHot = isFused()
                    ? tokens.oneHot(program.input().size()).reshape(batch.steps(), batch.rows(), -1)
                    : scope.zeros(new Shape(1));
            LibtorchCells cells = new LibtorchCells(parameters, batch.steps(), batch.rows(), tokens, oneHot);
            NDArray states = cells.states(cell);
            NDArray logits = states.matMul(parameters.get("readout.W")).add(parameters.get("readout.b"));
            NDArray targets = scope.create(batch.targets()).toType(DataType.INT64, false);
            NDArray loss = crossEntropy.evaluate(
                    new ai.djl.ndarray.NDList(targets.expandDims(1)), new ai.djl.ndarray.NDList(logits));
            collector.backward(loss);
            double value = loss.getFloat();
            scope.attachAll(states, logits, loss);
            return value;
        }
    }

    /** The gradients so far, in our layout. */
    float[] gradients() {
        float[] flat = new float[program.parameterCount()];
        for (Parameter parameter : program.parameters()) {
            NDArray gradient = weight(parameter.name()).getGradient();
            float[] own = (transposed(parameter) ? gradient.transpose() : gradient).toFloatArray();
            System.arraycopy(own, 0, flat, parameter.offset(), own.length);
        }
        if (cell.equals("gru")) {
            float[] second = weight("b2").getGradient().toFloatArray();
            Parameter e = program.parameter("e");
            System.arraycopy(second, 2 * e.size(), flat, e.offset(), e.size());
        }
        return flat;
    }

    @Override
    public void close() {
        manager.close();
    }

    private boolean isFused() {
        return cell.equals("lstm") || cell.equals("gru");
    }

    /** libtorch's fused kernels take the transposed weights. */
    private boolean transposed(Parameter parameter) {
        return isFused() && (parameter.name().equals("V") || parameter.name().equals("U"));
    }

    private NDArray weight(String name) {
        NDArray weight = parameters.get(name);
        if (weight == null) {
            throw new IllegalStateException(cell + " has no parameter '" + name + "'");
        }
        return weight;
    }

    /** The second bias of the fused kernels: zero, but for the one inside GRU's reset gate. */
    private NDArray secondBias() {
        NDArray first = weight("b");
        float[] second = new float[Math.toIntExact(first.size())];
        NDArray inner = parameters.get("e");
        if (inner != null) {
            float[] values = inner.toFloatArray();
            System.arraycopy(values, 0, second, 2 * values.length, values.length);
        }
        return manager.create(second);
    }
}
