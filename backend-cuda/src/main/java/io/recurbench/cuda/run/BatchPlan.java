package io.recurbench.cuda.run;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.backend.Move;
import io.recurbench.backend.Shape;
import io.recurbench.backend.Slot;
import io.recurbench.cuda.compile.Fusion;
import io.recurbench.cuda.driver.Driver;
import io.recurbench.cuda.driver.Failures;
import io.recurbench.cuda.driver.Operand;
import io.recurbench.cuda.driver.Region;
import io.recurbench.cuda.driver.Stream;
import io.recurbench.cuda.driver.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A graph made ready for one size of batch: places, and all operations of all steps in the order of execution. */
final class BatchPlan implements AutoCloseable {
    private final Graph graph;
    private final Region region;
    private final int generation;
    private final BatchInput input;
    private final BatchValues values;
    private final int results;
    private final List<Task> initialStates = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private final RowTasks rowTasks;
    private Stream.@Nullable Captured captured;
    private boolean ran;

    BatchPlan(Tables tables, Kernels kernels, Workspace workspace, Shape shape) {
        this.graph = tables.graph();
        this.rowTasks = new RowTasks(kernels);
        Region.Layout memory = new Region.Layout();
        boolean sorted = graph.hasAdjoint() && tables.vocabulary() > 0;
        input = new BatchInput(tables.program(), sorted, shape.positions());
        values = new BatchValues(tables, input, shape, memory);
        results = memory.reserve(1 + 2L * shape.positions());
        int scratch = memory.reserve(OperationTasks.scratchNumbers(tables, shape.positions()));
        region = workspace.region(memory);
        generation = workspace.generation();
        try {
            values.bind(region);
            long partials = region.place(scratch).address();
            new Schedule(tables, new OperationTasks(kernels, tables, values, partials)).add();
            addResults(tables.program().output().width());
        } catch (RuntimeException e) {
            Failures.closing(region, e);
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
                    case LOOP_FORWARD -> {
                        for (int t = 0; t < values.shape().steps(); t++) {
                            addStep(stage, t);
                        }
                    }
                    case LOOP_BACKWARD -> {
                        for (int t = values.shape().steps() - 1; t >= 0; t--) {
                            addStep(stage, t);
                        }
                    }
                    case REDUCE -> addReduction(stage);
                }
            }
            Window last = new Window(values.shape().steps() - 1, values.shape().rows());
            tables.layout().lastMoves().forEach(move -> tasks.add(task(move, Space.STEP, last)));
            tables.layout().gradientMoves().forEach(move -> tasks.add(task(move, Space.PARAMETERS, Window.all(1))));
        }

        /** Adjoints behind the last step are zero. */
        private void addClearing(Slot adjoint) {
            long bytes = 4L * values.shape().rows() * adjoint.width();
            Region.Place place = values.place(adjoint);
            long behind = place.offset() + bytes * values.shape().steps();
            tasks.add(stream -> stream.zero(place.buffer().at(behind), bytes));
        }

        private void add(Stage stage, Window window) {
            tables.fusion().items(stage).forEach(item -> tasks.addAll(operations.of(item, window)));
        }

        private void addStep(Stage stage, int step) {
            Window window = new Window(step, values.shape().rows());
            add(stage, window);
            tables.layout().loopMoves(stage).forEach(move -> tasks.add(task(move, Space.STEP, window)));
        }

        private void addReduction(Stage stage) {
            for (Fusion.Item item : tables.fusion().items(stage)) {
                tasks.addAll(operations.of(item, Window.all(tables.rows(item.space()))));
            }
        }

        private Task task(Move move, Space space, Window window) {
            Operand value = values.operand(move.value(), space, window);
            long tokens = values.tokens(space, window);
            return rowTasks.copy(values.target(move, window), value, tokens, window.rows(), move.width());
        }
    }

    /** The mean loss; in an evaluation all losses and the largest columns after it. */
    private void addResults(int width) {
        Region.Place place = region.place(results);
        int rows = values.shape().positions();
        Window all = Window.all(rows);
        Operand losses = values.operand(graph.loss(), Space.SEQUENCE, all);
        tasks.add(rowTasks.meanLoss(new Operand(place.address(), 1, 1, false), losses, values.input(), rows));
        if (!graph.hasAdjoint()) {
            tasks.add(rowTasks.copy(new Operand(place.address() + 4, 1, 0, false), losses, 0, rows, 1));
            Operand prediction = values.operand(graph.output(), Space.SEQUENCE, all);
            long to = place.address() + 4 + 4L * rows;
            tasks.add(rowTasks.largestColumn(to, prediction, values.input().tokens(), rows, width));
        }
    }

    /** The generation of the workspace that it lies in. */
    int generation() {
        return generation;
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
