package io.recurbench.cuda;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Recurrence;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.cuda.BatchValues.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A graph made ready for one size of batch: places, and all operations of all steps in the order of execution. */
final class BatchPlan implements AutoCloseable {
    private final Graph graph;
    private final Region region;
    private final BatchInput input;
    private final BatchValues values;
    private final int results;
    private final List<Task> initialStates = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private final RowTasks rowTasks;
    private Stream.@Nullable Captured captured;
    private boolean ran;

    BatchPlan(Program program, Graph graph, Kernels kernels, Prepared prepared, Workspace workspace, Shape shape) {
        this.graph = graph;
        this.rowTasks = new RowTasks(kernels);
        Fusion fusion = kernels.fusion(graph);
        Region.Layout layout = new Region.Layout();
        input = new BatchInput(program, graph.hasAdjoint() && program.input().isTokens(), shape.positions());
        values = new BatchValues(graph, fusion, prepared, input, shape, layout);
        results = layout.reserve(1 + 2L * shape.positions());
        int scratch = layout.reserve(OperationTasks.scratchNumbers(graph, prepared, shape.positions()));
        region = workspace.region(layout);
        try {
            values.bind(region);
            OperationTasks operations = new OperationTasks(
                    program,
                    graph,
                    kernels,
                    prepared,
                    values,
                    region.place(scratch).address());
            new Schedule(fusion, operations, prepared).add();
            addResults(program);
        } catch (RuntimeException e) {
            Failures.closing(region, e);
            throw e;
        }
    }

    /** Fills the list of tasks, stage by stage. */
    private final class Schedule {
        private final Fusion fusion;
        private final OperationTasks operations;
        private final Prepared prepared;

        Schedule(Fusion fusion, OperationTasks operations, Prepared prepared) {
            this.fusion = fusion;
            this.operations = operations;
            this.prepared = prepared;
        }

        void add() {
            int rows = values.rows();
            for (Recurrence recurrence : graph.recurrences()) {
                addInitial(recurrence);
            }
            for (Stage stage : graph.stages()) {
                switch (stage.kind()) {
                    case PREPARE -> {}
                    case ROWS -> add(stage, Window.all(values.positions()));
                    case LOOP_FORWARD -> {
                        for (int t = 0; t < values.steps(); t++) {
                            add(stage, new Window(t, rows));
                            copyNext(stage, t);
                        }
                    }
                    case LOOP_BACKWARD -> {
                        for (int t = values.steps() - 1; t >= 0; t--) {
                            add(stage, new Window(t, rows));
                            copyAdjoint(stage, t);
                        }
                    }
                    case REDUCE -> addReduction(stage);
                }
            }
        }

        private void add(Stage stage, Window window) {
            fusion.items(stage).forEach(item -> tasks.addAll(operations.of(item, window)));
        }

        private void addReduction(Stage stage) {
            for (Fusion.Item item : fusion.items(stage)) {
                tasks.addAll(operations.of(item, Window.all(prepared.rows(spaceOf(item)))));
            }
        }

        private void addInitial(Recurrence recurrence) {
            int state = recurrence.state();
            Operand initial = values.operand(recurrence.initial(), Space.STEP, new Window(0, values.rows()));
            initialStates.add(copy(values.history(state, 0), initial, 0, width(state)));
            if (values.hasAdjoint(state)) {
                long bytes = 4L * values.rows() * width(state);
                Region.Place place = values.adjointPlace(state);
                tasks.add(stream -> stream.zero(place.buffer().at(place.offset() + bytes * values.steps()), bytes));
            }
        }

        /** A state whose new value is not its own (another state's, or of a coarser space) gets a copy. */
        private void copyNext(Stage stage, int step) {
            for (int state : stage.states()) {
                int next = graph.recurrences().get(state).next();
                copyUnlessThere(values.history(state, step + 1), next, state, step);
            }
        }

        private void copyAdjoint(Stage stage, int step) {
            for (int state : stage.states()) {
                int adjoint = graph.recurrences().get(state).currentAdjoint();
                if (adjoint >= 0) {
                    copyUnlessThere(values.adjointHistory(state, step), adjoint, state, step);
                }
            }
        }

        private void copyUnlessThere(Operand target, int id, int state, int step) {
            Window window = new Window(step, values.rows());
            Operand value = values.operand(id, Space.STEP, window);
            if (!value.equals(target)) {
                tasks.add(copy(target, value, values.tokens(Space.STEP, window), width(state)));
            }
        }

        private Task copy(Operand target, Operand value, long tokens, int width) {
            return rowTasks.copy(target, value, tokens, values.rows(), width);
        }
    }

    private Space spaceOf(Fusion.Item item) {
        Operation operation = item.operation();
        Chain chain = item.chain();
        if (operation != null) {
            return operation.space();
        }
        return chain == null ? Space.PARAMETERS : chain.space();
    }

    private int width(int state) {
        return graph.operation(graph.recurrences().get(state).initial()).width();
    }

    /** The mean loss; in an evaluation all losses and the largest columns after it. */
    private void addResults(Program program) {
        Region.Place place = region.place(results);
        Window all = Window.all(values.positions());
        Operand losses = values.operand(graph.loss(), Space.SEQUENCE, all);
        int rows = values.positions();
        tasks.add(rowTasks.meanLoss(new Operand(place.address(), 1, 1, false), losses, values.input(), rows));
        if (!graph.hasAdjoint()) {
            tasks.add(rowTasks.copy(new Operand(place.address() + 4, 1, 0, false), losses, 0, rows, 1));
            Operand prediction = values.operand(graph.output(), Space.SEQUENCE, all);
            long to = place.address() + 4 + 4L * rows;
            tasks.add(rowTasks.largestColumn(
                    to,
                    prediction,
                    values.input().tokens(),
                    rows,
                    program.output().width()));
        }
    }

    /** The layout of the block that a batch is copied to. */
    BatchInput input() {
        return input;
    }

    BatchValues values() {
        return values;
    }

    /** What starts the states afresh. */
    List<Task> initialStates() {
        return initialStates;
    }

    /** Everything after the states are set: at first task by task, from the second time on as a graph if wanted. */
    void enqueue(Stream stream, boolean graphs) {
        Stream.Captured known = captured;
        if (known == null && graphs && ran) {
            known = stream.capture(tasks);
            captured = known;
        }
        if (known != null) {
            known.enqueue(stream);
        } else {
            tasks.forEach(task -> task.enqueue(stream));
        }
        ran = true;
    }

    /** Mean loss (a number), then in an evaluation losses (T x B numbers) and largest columns (T x B whole numbers). */
    Region.Place results() {
        return region.place(results);
    }

    long bytes() {
        return region.bytes();
    }

    @Override
    public void close() {
        List<Runnable> releases = new ArrayList<>();
        Stream.Captured known = captured;
        captured = null;
        if (known != null) {
            releases.add(known::close);
        }
        releases.add(region::close);
        Driver.releaseAll(releases);
    }
}
