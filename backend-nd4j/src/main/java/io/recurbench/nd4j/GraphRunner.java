package io.recurbench.nd4j;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Stage;
import io.recurbench.backend.CarriedStates;
import io.recurbench.backend.Closing;
import io.recurbench.backend.GraphExecution;
import io.recurbench.backend.GraphLayout;
import io.recurbench.backend.PerVector;
import io.recurbench.backend.Plans;
import io.recurbench.backend.Profile;
import io.recurbench.backend.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs one graph: what it was made into for the latest batch shapes, and the hidden states between batches. */
final class GraphRunner implements GraphExecution {
    /** Set to {@code true} to have profiles logged. */
    static final String PROFILE = "recurbench.nd4j.profile";

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
    private final GraphLayout layout;
    private final Tables tables;
    private final int threads;
    private final List<Kernel> preparation = new ArrayList<>();
    private final Plans<BatchPlan> plans = new Plans<>(this::plan);
    private final CarriedStates states;
    private final Optional<Profile> profile = Profile.ifSet(PROFILE);
    private boolean stale = true;

    GraphRunner(Program program, Graph graph, PerVector<Region> vectors, int threads) {
        this.program = program;
        this.graph = graph;
        this.threads = threads;
        this.states = new CarriedStates(program.states());
        this.layout = new GraphLayout(program, graph, operation -> true, GraphLayout.Slices.COPIES);
        this.tables = new Tables(memory, graph, layout, vectors);
        OperationKernels operations = binder(preparing, new Shape(1, 1));
        for (Stage stage : graph.stages()) {
            if (stage.kind() == Stage.Kind.PREPARE) {
                preparation.addAll(operations.bind(stage, false));
            }
        }
    }

    private OperationKernels binder(Operations operations, Shape shape) {
        BatchArrays arrays = new BatchArrays(operations, tables, program, graph, layout, shape);
        return new OperationKernels(operations, program, graph, arrays, profile);
    }

    /** The memory is shared with plans for other shapes, of which one runs at a time. */
    private BatchPlan plan(Shape shape) {
        arena.restart();
        Operations operations = new Operations(arena, constants);
        return new BatchPlan(operations, graph, layout, binder(operations, shape));
    }

    @Override
    public void parametersChanged() {
        stale = true;
    }

    @Override
    public void run(Batch batch) {
        long work = (long) batch.steps() * batch.rows() * program.parameterCount();
        Library.useThreads(work < WORK_FOR_THREADS ? 1 : threads);
        if (stale) {
            preparation.forEach(kernel -> kernel.run(0));
            stale = false;
        }
        profile.ifPresent(Profile::count);
        plans.get(Shape.of(batch)).run(batch, states);
    }

    @Override
    public double meanLoss(Batch batch) {
        return plans.get(Shape.of(batch)).meanLoss(batch);
    }

    @Override
    public Evaluation evaluation(Batch batch) {
        return plans.get(Shape.of(batch)).evaluation(program.output(), batch);
    }

    @Override
    public List<float[]> states() {
        return states.copies();
    }

    @Override
    public void restore(List<float[]> restored, int rows) {
        states.restore(restored, rows);
    }

    @Override
    public Optional<String> profile() {
        return profile.map(Profile::report);
    }

    @Override
    public long bytes() {
        return memory.bytes() + arena.bytes() + states.bytes();
    }

    @Override
    public void close() {
        Closing.all(List.of(plans, preparing, arena, memory));
    }
}
