package io.recurbench.cuda.run;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Stage;
import io.recurbench.api.program.StateSpec;
import io.recurbench.backend.Closing;
import io.recurbench.backend.GraphExecution;
import io.recurbench.backend.PerVector;
import io.recurbench.backend.Plans;
import io.recurbench.backend.Scores;
import io.recurbench.backend.Shape;
import io.recurbench.cuda.driver.Buffer;
import io.recurbench.cuda.driver.GrowingBuffer;
import io.recurbench.cuda.driver.Region;
import io.recurbench.cuda.driver.Stream;
import io.recurbench.cuda.driver.Task;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;

/** Runs one graph: what it was made into for the latest batch sizes and, on the device, the hidden state between batches. */
final class GraphRunner implements GraphExecution {
    private final Program program;
    private final Graph graph;
    private final Region memory = new Region();
    private final Tables tables;
    private final Resources resources;
    private final Stream stream;
    private final List<Task> preparation = new ArrayList<>();
    private final Plans<BatchPlan> plans;
    private final GrowingBuffer hidden = new GrowingBuffer();
    private int hiddenRows;
    private boolean stale = true;

    GraphRunner(Program program, Graph graph, PerVector<Region.Place> vectors, Resources resources) {
        this.program = program;
        this.graph = graph;
        this.tables = new Tables(program, graph, resources.kernels().fusion(graph), vectors, memory);
        this.resources = resources;
        this.stream = resources.stream();
        this.plans = new Plans<>(shape -> new BatchPlan(tables, resources, shape));
        try {
            memory.allocate(resources.separate());
            prepare();
        } catch (RuntimeException e) {
            Closing.after(e, memory);
            throw e;
        }
    }

    /** Writes constants, and binds what runs after each update. */
    private void prepare() {
        RowTasks rows = new RowTasks(resources.kernels());
        for (Operation operation : graph.operations()) {
            if (tables.fusion().isRead(operation.id())) {
                if (operation instanceof Operation.Constant constant) {
                    rows.fill(tables.address(constant.id()), constant.width(), constant.value(), 0)
                            .enqueue(stream);
                } else if (operation instanceof Operation.Literal literal) {
                    rows.write(tables.address(literal.id()), literal.numbers())
                            .forEach(launch -> launch.enqueue(stream));
                } else if (operation instanceof Operation.OneHot oneHot) {
                    long count = (long) oneHot.width() * oneHot.width();
                    rows.fill(tables.address(oneHot.id()), count, 0, oneHot.width())
                            .enqueue(stream);
                }
            }
        }
        Region noBatch = new Region();
        BatchInput input = new BatchInput(program, false, 1, noBatch);
        BatchValues none = new BatchValues(tables, input, new Shape(1, 1), noBatch);
        OperationTasks operations = new OperationTasks(resources.kernels(), tables, none, 0);
        for (Stage stage : graph.stages()) {
            if (stage.kind() == Stage.Kind.PREPARE) {
                preparation.addAll(operations.ofTables(stage));
            }
        }
    }

    @Override
    public void parametersChanged() {
        stale = true;
    }

    /** Enqueues a batch, from its upload to its results. */
    @Override
    public void run(Batch batch) {
        BatchPlan plan = plan(Shape.of(batch));
        Buffer kept = kept(batch.rows());
        plan.input().upload(batch, resources.host().inputs(), stream);
        if (stale) {
            preparation.forEach(task -> task.enqueue(stream));
            stale = false;
        }
        if (batch.carried()) {
            copyHidden(plan, 0, kept, true);
        } else {
            plan.initialStates().forEach(task -> task.enqueue(stream));
        }
        plan.enqueue(stream, resources.graphs());
        copyHidden(plan, batch.steps(), kept, false);
        hiddenRows = batch.rows();
    }

    private BatchPlan plan(Shape shape) {
        BatchPlan plan = plans.get(shape);
        if (plan.generation() != resources.workspace().generation()) {
            plans.drop(shape);
            plan = plans.get(shape);
        }
        return plan;
    }

    @Override
    public double meanLoss(Batch batch) {
        BatchPlan plan = plans.get(Shape.of(batch));
        return resources.host().read(plan.results().at(0), 4, stream).getFloat();
    }

    @Override
    public Evaluation evaluation(Batch batch) {
        BatchPlan plan = plans.get(Shape.of(batch));
        int positions = Shape.of(batch).positions();
        ByteBuffer results = resources.host().read(plan.results().at(0), 4 + 8L * positions, stream);
        FloatBuffer losses = results.position(4).slice().order(results.order()).asFloatBuffer();
        IntBuffer largest = results.position(4 + 4 * positions)
                .slice()
                .order(results.order())
                .asIntBuffer();
        return Scores.ofLargest(program.output(), batch, losses::get, largest::get);
    }

    private void copyHidden(BatchPlan plan, int block, Buffer kept, boolean back) {
        long offset = 0;
        for (int state = 0; state < program.states().size(); state++) {
            Shape shape = plan.values().shape();
            long bytes = 4L * shape.rows() * program.states().get(state).width();
            Region.Place place =
                    plan.values().place(tables.layout().state(state).slot());
            if (back) {
                stream.copy(place.at(block * bytes), kept.at(offset), bytes);
            } else {
                stream.copy(kept.at(offset), place.at(block * bytes), bytes);
            }
            offset += bytes;
        }
    }

    /** A carried batch has the rows of the one before, so what is lost when more are wanted is not needed. */
    private Buffer kept(int rows) {
        long bytes = Math.max(4, hiddenBytes(rows));
        if (hidden.bytes() < bytes) {
            hiddenRows = 0;
        }
        return hidden.ensure(bytes);
    }

    private long hiddenBytes(int rows) {
        return 4L * rows * program.states().stream().mapToLong(StateSpec::width).sum();
    }

    @Override
    public List<float[]> states() {
        if (hiddenRows == 0) {
            return List.of();
        }
        FloatBuffer all = resources
                .host()
                .read(kept(hiddenRows).at(0), hiddenBytes(hiddenRows), stream)
                .asFloatBuffer();
        List<float[]> states = new ArrayList<>();
        for (StateSpec state : program.states()) {
            float[] numbers = new float[hiddenRows * state.width()];
            all.get(numbers);
            states.add(numbers);
        }
        return states;
    }

    @Override
    public void restore(List<float[]> states, int rows) {
        Buffer kept = kept(rows);
        long offset = 0;
        for (float[] state : states) {
            resources.host().write(kept.at(offset), state, stream);
            offset += 4L * state.length;
        }
        hiddenRows = rows;
    }

    @Override
    public long bytes() {
        long planned = plans.all().stream().mapToLong(BatchPlan::bytes).sum();
        return memory.bytes() + planned + hidden.bytes();
    }

    @Override
    public void close() {
        Closing.all(List.of(plans, hidden, memory));
    }
}
