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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs one graph: keeps the plans of the latest batch shapes and the hidden state between batches. */
final class GraphRunner implements AutoCloseable {
    /** Shapes kept ready: a task's training lengths, say 2 to 10, and its evaluation windows. */
    private static final int PLANS = 16;

    /**
     * Products of a position with a parameter from which a batch gets all threads: some ten milliseconds of one. The
     * library's threads and those of BLAS meet after every operation, so a smaller batch is faster on one.
     */
    private static final long WORK_FOR_THREADS = 1L << 26;

    private final Memory memory = new Memory();
    private final Memory arena = new Memory();
    private final Constants constants = new Constants(memory);
    private final Operations preparing = new Operations(memory, constants);
    private final Program program;
    private final Graph graph;
    private final Prepared prepared;
    private final int threads;
    private final List<Kernel> preparation = new ArrayList<>();
    private final Map<Shape, BatchPlan> plans = new LinkedHashMap<>(PLANS, 0.75f, true);
    private boolean stale = true;
    private final HiddenStates hidden;
    private final @Nullable Profile profile = Profile.isOn() ? new Profile() : null;

    GraphRunner(Program program, Graph graph, Region flat, int threads) {
        this.threads = threads;
        this.program = program;
        this.graph = graph;
        this.hidden = new HiddenStates(program);
        this.prepared = new Prepared(memory, program, graph, flat);
        BatchArrays none = new BatchArrays(preparing, prepared, program, graph, 1, 1);
        OperationKernels operations = new OperationKernels(preparing, program, graph, none, profile);
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
        long work = (long) batch.steps() * batch.rows() * program.parameterCount();
        Library.useThreads(work < WORK_FOR_THREADS ? 1 : threads);
        if (stale) {
            preparation.forEach(kernel -> kernel.run(0));
            stale = false;
        }
        if (profile != null) {
            profile.count();
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
        BatchPlan plan = new BatchPlan(operations, program, graph, prepared, shape.steps(), shape.rows(), profile);
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

    /** Where the time went, if that is measured. */
    Optional<String> profile() {
        return Optional.ofNullable(profile).map(Profile::report);
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
