package com.example.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Program;
import io.recurbench.backend.Closing;
import io.recurbench.backend.GraphExecution;
import io.recurbench.backend.Scores;
import io.recurbench.backend.Shape;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/** One graph of a program: its script, and the memory that the script works on. */
final class PytorchGraph implements GraphExecution {
    private final Program program;
    private final GraphScript script;
    private final TorchModule module;
    private final Tensors tensors;
    private final BatchInput input;
    private boolean stale = true;
    private int rows;

    /**
     * A graph.
     *
     * @param vectors parameters and gradient
     * @param more methods that are loaded together with those of the graph
     */
    PytorchGraph(TrainerRequest request, Graph graph, PtNDManager manager, List<PtNDArray> vectors, List<Script> more) {
        program = request.program();
        Sizes sizes = new Sizes();
        script = new GraphScript(program, graph, sizes, PytorchBackend.onednnFrom(request.options()));
        List<Script> methods = new ArrayList<>(List.of(script.prepare(), script.run()));
        methods.addAll(more);
        module = new TorchModule(manager, methods);
        tensors = new Tensors(manager, vectors, sizes);
        input = new BatchInput(manager, program.vocabulary());
    }

    @Override
    public void parametersChanged() {
        stale = true;
    }

    @Override
    public void run(Batch batch) {
        tensors.fit(Shape.of(batch));
        if (script.input() >= 0) {
            tensors.numbers(script.input()).put(batch.dense());
        }
        if (stale) {
            module.call("prepare", tensors.list());
            stale = false;
        }
        input.run(module, tensors.list(), batch);
        rows = batch.rows();
    }

    /** Calls one of {@code more}, after a batch. */
    void call(String method, IValue... arguments) {
        module.call(method, arguments);
    }

    @Override
    public double meanLoss(Batch batch) {
        return Scores.meanLoss(batch, tensors.numbers(script.losses())::get);
    }

    @Override
    public Evaluation evaluation(Batch batch) {
        LongBuffer largest = input.largest();
        FloatBuffer losses = tensors.numbers(script.losses());
        return Scores.ofLargest(program.output(), batch, losses::get, position -> (int) largest.get(position));
    }

    @Override
    public List<float[]> states() {
        List<float[]> copies = new ArrayList<>();
        for (int state = 0; rows > 0 && state < program.states().size(); state++) {
            float[] copy = new float[rows * program.states().get(state).width()];
            tensors.numbers(script.state(state)).get(copy);
            copies.add(copy);
        }
        return copies;
    }

    @Override
    public void restore(List<float[]> states, int newRows) {
        rows = newRows;
        if (rows > 0) {
            tensors.fit(new Shape(1, rows));
        }
        for (int state = 0; state < states.size(); state++) {
            tensors.numbers(script.state(state)).put(states.get(state));
        }
    }

    @Override
    public long bytes() {
        return tensors.bytes() + input.bytes();
    }

    @Override
    public void close() {
        Closing.all(List.of(module, tensors, input));
    }
}
