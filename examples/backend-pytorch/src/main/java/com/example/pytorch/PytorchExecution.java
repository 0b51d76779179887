package com.example.pytorch;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Program;
import io.recurbench.backend.Closing;
import io.recurbench.backend.Execution;
import io.recurbench.backend.GraphExecution;
import io.recurbench.backend.PerVector;
import io.recurbench.backend.UpdateRule;
import io.recurbench.backend.Vector;
import java.nio.FloatBuffer;
import java.util.List;

/** A program in libtorch: its flat vectors, the scripts of its graphs, and that of the update beside the training graph's. */
final class PytorchExecution implements Execution {
    private final PtNDManager manager;
    private final TrainerRequest request;
    private final Program program;
    private final Script update;
    private final int threads;
    private final PerVector<PtNDArray> vectors;
    private final IValue vectorList;
    /** Null before the first training batch, which the first update follows. */
    private PytorchGraph training;

    PytorchExecution(TrainerRequest request) {
        this.request = request;
        manager = Libtorch.manager();
        program = request.program();
        threads = request.threads();
        update = UpdateScript.of(program, request.optimiser());
        long size = Math.max(1, program.parameterCount());
        try {
            vectors = new PerVector<>(request.optimiser(), () -> Libtorch.allocate(manager, size, DataType.FLOAT32));
        } catch (RuntimeException e) {
            Closing.after(e, manager);
            throw e;
        }
        vectorList = IValue.listFrom(vectors.all().toArray(PtNDArray[]::new));
    }

    @Override
    public GraphExecution open(Graph graph) {
        boolean trains = graph == program.training();
        List<PtNDArray> lent = List.of(vectors.of(Vector.PARAMETERS), vectors.of(Vector.GRADIENT));
        PytorchGraph opened = new PytorchGraph(request, graph, manager, lent, trains ? List.of(update) : List.of());
        if (trains) {
            training = opened;
        }
        return opened;
    }

    @Override
    public void enter() {
        Libtorch.enter(threads);
    }

    @Override
    public void update(UpdateRule rule) {
        try (IValue rate = IValue.from(rule.learningRate());
                IValue count = IValue.from((double) rule.updates())) {
            training.call("update", vectorList, rate, count);
        }
    }

    private FloatBuffer numbers(Vector vector) {
        return Tensors.bytes(vectors.of(vector)).asFloatBuffer();
    }

    @Override
    public float[] read(Vector vector) {
        float[] numbers = new float[program.parameterCount()];
        numbers(vector).get(numbers);
        return numbers;
    }

    @Override
    public void write(Vector vector, float[] numbers) {
        numbers(vector).put(numbers);
    }

    @Override
    public long bytes() {
        return Float.BYTES * vectors.all().stream().mapToLong(PtNDArray::size).sum();
    }

    @Override
    public void close() {
        Closing.all(List.of(vectorList, manager));
    }
}
