package io.recurbench.cuda.run;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.backend.Closing;
import io.recurbench.backend.Move;
import io.recurbench.backend.Shape;
import io.recurbench.backend.Slot;
import io.recurbench.cuda.driver.Operand;
import io.recurbench.cuda.driver.Region;
import io.recurbench.cuda.driver.Stream;
import io.recurbench.cuda.driver.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jcuda.driver.CUdeviceptr;
import org.jspecify.annotations.Nullable;

/** A graph made ready for one size of batch: places, and all operations of all steps in the order of execution. */
final class BatchPlan implements AutoCloseable {
    private final Graph graph;
    private final Region region = new Region();
    private final int generation;
    private final BatchInput input;
    private final BatchValues values;
    private final Region.Place results;
    private final List<Task> initialStates = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private final RowTasks rowTasks;
    private Stream.@Nullable Captured captured;
    private boolean ran;

    BatchPlan(Tables tables, Resources resources, Shape shape) {
        this.graph = tables.graph();
        this.rowTasks = new RowTasks(resources.kernels());
        boolean sorted = graph.hasAdjoint() && tables.program().vocabulary() > 0;
        input = new BatchInput(tables.program(), sorted, shape.positions(), region);
        values = new BatchValues(tables, input, shape, region);
        results = region.reserve(1 + 2L * shape.positions());
        Region.Place scratch = region.reserve(OperationTasks.scratchNumbers(tables, shape.positions()));
        try {
            if (resources.separate()) {
                region.allocate(true);
            } else {
                region.within(resources.workspace());
            }
            generation = resources.workspace().generation();
            new Schedule(tables, new OperationTasks(resources.kernels(), tables, values, scratch.address())).add();
            addResults(tables.program().output().width());
        } catch (RuntimeException e) {
            Closing.after(e, region);
            throw e;
        }
    }

    /** Fills the list of tasks, stage by stage. */
    private final class Schedule {
        private final Tables tables;
        private final OperationTasks operations;

        Schedule(Tables tables, OperationTasks operations) {
            this.tables = tables;
            this.operations = operations;
        }

        void add() {
            Window first = new Window(0, values.shape().rows());
            tables.layout().initialMoves().forEach(move -> initialStates.add(task(move, Space.STEP, first)));
            tables.layout().adjointHistories().forEach(this::addClearing);
            for (Stage stage : graph.stages()) {
                switch (stage.kind()) {
                    case PREPARE -> {}
                    case ROWS -> add(stage, Window.all(values.shape().positions()));
                    case LOOP_FORWARD, LOOP_BACKWARD -> {
                        boolean forward = stage.kind() == Stage.Kind.LOOP_FORWARD;
                        int end = values.shape().steps() - 1;
                        for (int i = 0; i <= end; i++) {
                            addStep(stage, forward ? i : end - i);
                        }
                    }
                    case REDUCE -> tasks.addAll(operations.ofTables(stage));
                }
            }
            Window last = new Window(values.shape().steps() - 1, values.shape().rows());
            tables.layout().lastMoves().forEach(move -> tasks.add(task(move, Space.STEP, last)));
            tables.layout().gradientMoves().forEach(move -> tasks.add(task(move, Space.PARAMETERS, Window.all(1))));
        }

        /** Adjoints behind the last step are zero. */
        private void addClearing(Slot adjoint) {
            long bytes = 4L * values.shape().rows() * adjoint.width();
            CUdeviceptr behind = values.place(adjoint).at(bytes * values.shape().steps());
            tasks.add(stream -> stream.zero(behind, bytes));
        }

        private void add(Stage stage, Window window) {
            tasks.addAll(operations.of(stage, window));
        }

        private void addStep(Stage stage, int step) {
            Window window = new Window(step, values.shape().rows());
            add(stage, window);
            tables.layout().loopMoves(stage).forEach(move -> tasks.add(task(move, Space.STEP, window)));
        }

        private Task task(Move move, Space space, Window window) {
            Operand value = values.operand(move.value(), space, window);
            long tokens = values.tokens(space, window);
            return rowTasks.copy(new RowWork(value, values.target(move, window), tokens, window.rows()), move.width());
        }
    }

    /** The mean loss; in an evaluation all losses and the largest columns after it. */
    private void addResults(int width) {
        long to = results.address();
        int rows = values.shape().positions();
        Window all = Window.all(rows);
        Operand losses = values.operand(graph.loss(), Space.SEQUENCE, all);
        tasks.add(rowTasks.meanLoss(new Operand(to, 1, 1, false), losses, values.input(), rows));
        if (!graph.hasAdjoint()) {
            tasks.add(rowTasks.copy(new RowWork(losses, new Operand(to + 4, 1, 0, false), 0, rows), 1));
            Operand prediction = values.operand(graph.output(), Space.SEQUENCE, all);
            tasks.add(rowTasks.largestColumn(
                    to + 4 + 4L * rows, prediction, values.input().tokens(), rows, width));
        }
    }

    /** The generation of the workspace that it lies in. */
    int generation() {
        return generation;
    }

    /** The block that a batch is copied to. */
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
        return results;
    }

    long bytes() {
        return region.bytes();
    }

    @Override
    public void close() {
        Closing.all(Arrays.asList(captured, region));
    }
}
