package io.recurbench.nd4j;

import io.recurbench.api.Batch;
import io.recurbench.api.BatchCheck;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs one graph: keeps the plans of the latest batch shapes and the hidden state between batches. */
final class GraphRunner implements AutoCloseable {
    /** Shapes kept ready: a task's training lengths, say 2 to 10, and its evaluation windows. */
    private static final int PLANS = 16;

    private final Memory memory = new Memory();
    private final Memory arena = new Memory();
    private final Constants constants = new Constants(memory);
    private final Operations preparing = new Operations(memory, constants);
    private final Program program;
    private final Graph graph;
    private final Prepared prepared;
    private final List<Kernel> preparation = new ArrayList<>();
    private final Map<Shape, BatchPlan> plans = new LinkedHashMap<>(PLANS, 0.75f, true);
    private boolean stale = true;
    private final HiddenStates hidden;

    GraphRunner(Program program, Graph graph, Region flat) {
        this.program = program;
        this.graph = graph;
        this.hidden = new HiddenStates(program);
        this.prepared = new Prepared(memory, program, graph, flat);
        BatchArrays none = new BatchArrays(preparing, prepared, program, graph, 1, 1);
        OperationKernels operations = new OperationKernels(preparing, program, graph, none);
        for (Stage stage : graph.stages()) {
            if (stage.kind() == Stage.Kind.PREPARE) {
                for (int id : stage.operations()) {
                    Operation operation = graph.operation(id);
                    operations.bind(operation, false).ifPresent(preparation::add);
                }
            }
        }
    }

    /** Says that the parameters have changed. */
    void invalidate() {
        stale = true;
    }

    /** Runs a batch, going on from the hidden state if it is carried; the plan holds the results until the next call. */
    BatchPlan run(Batch batch) {
        BatchCheck.check(program, batch);
        BatchCheck.checkCarried(program, batch, hidden.rows());
        if (stale) {
            preparation.forEach(kernel -> kernel.run(0));
            stale = false;
        }
        BatchPlan plan = plan(new Shape(batch.steps(), batch.rows()));
        plan.run(batch, hidden);
        return plan;
    }

    private BatchPlan plan(Shape shape) {
        BatchPlan known = plans.get(shape);
        if (known != null) {
            return known;
        }
        if (plans.size() == PLANS) {
            Shape oldest = plans.keySet().iterator().next();
            BatchPlan dropped = plans.remove(oldest);
            dropped.close();
        }
        arena.restart();
        Operations operations = new Operations(arena, constants);
        BatchPlan plan = new BatchPlan(operations, program, graph, prepared, shape.steps(), shape.rows());
        plans.put(shape, plan);
        return plan;
    }

    /** The gradient of a parameter after a run, {@code [1][size]}. */
    Region gradient(int parameter) {
        return prepared.get(graph.gradients().get(parameter));
    }

    /** Whether a parameter has a gradient. */
    boolean hasGradient(int parameter) {
        return graph.gradients().get(parameter) >= 0;
    }

    /** The hidden states after the last batch. */
    HiddenStates hidden() {
        return hidden;
    }

    long bytes() {
        return memory.bytes() + arena.bytes();
    }

    @Override
    public void close() {
        plans.values().forEach(BatchPlan::close);
        plans.clear();
        preparing.close();
        arena.close();
        memory.close();
    }

    private record Shape(int steps, int rows) {}
}
