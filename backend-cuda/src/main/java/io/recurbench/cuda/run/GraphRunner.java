package io.recurbench.cuda.run;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Stage;
import io.recurbench.api.program.StateSpec;
import io.recurbench.backend.GraphExecution;
import io.recurbench.backend.Plans;
import io.recurbench.backend.Scores;
import io.recurbench.backend.Shape;
import io.recurbench.cuda.compile.Fusion;
import io.recurbench.cuda.driver.Buffer;
import io.recurbench.cuda.driver.Driver;
import io.recurbench.cuda.driver.Region;
import io.recurbench.cuda.driver.Staging;
import io.recurbench.cuda.driver.Stream;
import io.recurbench.cuda.driver.Task;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs one graph: what it was made into for the latest batch sizes and, on the device, the hidden state between batches. */
final class GraphRunner implements GraphExecution, AutoCloseable {
    private final Program program;
    private final Graph graph;
    private final Tables tables;
    private final Resources resources;
    private final Stream stream;
    private final List<Task> preparation = new ArrayList<>();
    private final Plans<BatchPlan> plans;
    private @Nullable Buffer hidden;
    private int hiddenRows;
    private boolean stale = true;

    GraphRunner(Tables tables, Resources resources) {
        this.program = tables.program();
        this.graph = tables.graph();
        this.tables = tables;
        this.resources = resources;
        this.stream = resources.stream();
        this.plans = new Plans<>(shape -> new BatchPlan(tables, resources.kernels(), resources.workspace(), shape));
    }

    /** Binds what runs after each update; constants are written now. */
    void prepare() {
        RowTasks rows = new RowTasks(resources.kernels());
        for (Operation operation : graph.operations()) {
            if (tables.fusion().isRead(operation.id())) {
                if (operation instanceof Operation.Constant constant) {
                    rows.fill(tables.address(constant.id()), constant.width(), constant.value(), 0)
                            .enqueue(stream);
                } else if (operation instanceof Operation.OneHot oneHot) {
                    long count = (long) oneHot.width() * oneHot.width();
                    rows.fill(tables.address(oneHot.id()), count, 0, oneHot.width())
                            .enqueue(stream);
                }
            }
        }
        BatchInput input = new BatchInput(program, false, 1);
        BatchValues none = new BatchValues(tables, input, new Shape(1, 1), new Region.Layout());
        OperationTasks operations = new OperationTasks(resources.kernels(), tables, none, 0);
        for (Stage stage : graph.stages()) {
            if (stage.kind() == Stage.Kind.PREPARE) {
                for (Fusion.Item item : tables.fusion().items(stage)) {
                    preparation.addAll(operations.of(item, Window.all(tables.rows(item.space()))));
                }
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
        reserveHidden(batch.rows());
        long bytes = 4L * plan.input().size();
        Staging staging = resources.host().inputs(bytes);
        plan.input().write(batch, staging.buffer());
        staging.upload(plan.values().inputPlace().pointer(), bytes, stream);
        if (stale) {
            preparation.forEach(task -> task.enqueue(stream));
            stale = false;
        }
        if (batch.carried()) {
            copyHidden(plan, 0, true);
        } else {
            plan.initialStates().forEach(task -> task.enqueue(stream));
        }
        plan.enqueue(stream, resources.graphs());
        copyHidden(plan, batch.steps(), false);
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
        return resources.host().read(plan.results().pointer(), 4, stream).getFloat();
    }

    @Override
    public Evaluation evaluation(Batch batch) {
        BatchPlan plan = plans.get(Shape.of(batch));
        int positions = Shape.of(batch).positions();
        ByteBuffer results = resources.host().read(plan.results().pointer(), 4 + 8L * positions, stream);
        FloatBuffer losses = results.position(4).slice().order(results.order()).asFloatBuffer();
        IntBuffer largest = results.position(4 + 4 * positions)
                .slice()
                .order(results.order())
                .asIntBuffer();
        return Scores.ofLargest(program.output(), batch, losses::get, largest::get);
    }

    private void copyHidden(BatchPlan plan, int block, boolean back) {
        Buffer kept = hidden;
        if (kept == null) {
            return;
        }
        long offset = 0;
        for (int state = 0; state < program.states().size(); state++) {
            long bytes = 4L
                    * plan.values().shape().rows()
                    * program.states().get(state).width();
            Region.Place place =
                    plan.values().place(tables.layout().state(state).slot());
            if (back) {
                stream.copy(place.buffer().at(place.offset() + block * bytes), kept.at(offset), bytes);
            } else {
                stream.copy(kept.at(offset), place.buffer().at(place.offset() + block * bytes), bytes);
            }
            offset += bytes;
        }
    }

    /** A carried batch has the rows of the one before, so what is lost when more are wanted is not needed. */
    private void reserveHidden(int rows) {
        long bytes = hiddenBytes(rows);
        Buffer kept = hidden;
        if (bytes > 0 && (kept == null || kept.bytes() < bytes)) {
            hidden = null;
            hiddenRows = 0;
            if (kept != null) {
                kept.close();
            }
            hidden = Buffer.allocate(bytes);
        }
    }

    private long hiddenBytes(int rows) {
        return 4L * rows * program.states().stream().mapToLong(StateSpec::width).sum();
    }

    @Override
    public List<float[]> states() {
        Buffer kept = hidden;
        if (hiddenRows == 0 || kept == null) {
            return List.of();
        }
        FloatBuffer all = resources
                .host()
                .read(kept.at(0), hiddenBytes(hiddenRows), stream)
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
        reserveHidden(rows);
        Buffer kept = hidden;
        long offset = 0;
        for (float[] state : states) {
            if (kept != null) {
                resources.host().write(kept.at(offset), state, stream);
            }
            offset += 4L * state.length;
        }
        hiddenRows = rows;
    }

    long bytes() {
        Buffer kept = hidden;
        return plans.all().stream().mapToLong(BatchPlan::bytes).sum() + (kept == null ? 0 : kept.bytes());
    }

    @Override
    public void close() {
        List<Runnable> releases = new ArrayList<>();
        releases.add(plans::close);
        Buffer kept = hidden;
        hidden = null;
        if (kept != null) {
            releases.add(kept::close);
        }
        Driver.releaseAll(releases);
    }
}
