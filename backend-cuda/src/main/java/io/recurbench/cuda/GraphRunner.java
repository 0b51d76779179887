package io.recurbench.cuda;

import io.recurbench.api.Batch;
import io.recurbench.api.BatchCheck;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Recurrence;
import io.recurbench.api.program.Stage;
import io.recurbench.api.program.StateSpec;
import io.recurbench.cuda.BatchValues.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one graph: keeps the plans of the latest batch sizes and, on the device, the hidden state between batches. */
final class GraphRunner implements AutoCloseable {
    /** Sizes kept ready: a task's training lengths, say 2 to 10, and its evaluation windows. */
    private static final int PLANS = 16;

    private final Program program;
    private final Graph graph;
    private final Kernels kernels;
    private final Prepared prepared;
    private final Workspace workspace;
    private final boolean graphs;
    private final List<Task> preparation = new ArrayList<>();
    private final Map<Shape, Kept> plans = new LinkedHashMap<>(PLANS, 0.75f, true);
    private @Nullable Buffer hidden;
    private int hiddenRows;
    private boolean stale = true;

    /** A plan and the generation of the workspace that it lies in. */
    private record Kept(BatchPlan plan, int generation) {}

    GraphRunner(Program program, Graph graph, Kernels kernels, Prepared prepared, Workspace workspace, boolean graphs) {
        this.program = program;
        this.graph = graph;
        this.kernels = kernels;
        this.prepared = prepared;
        this.workspace = workspace;
        this.graphs = graphs;
    }

    /** Binds what runs after each update; constants are written now. */
    void prepare(Stream stream) {
        RowTasks rows = new RowTasks(kernels);
        Fusion fusion = kernels.fusion(graph);
        for (Operation operation : graph.operations()) {
            if (!fusion.isRead(operation.id())) {
                continue;
            }
            if (operation instanceof Operation.Constant constant) {
                rows.fill(prepared.address(constant.id()), constant.width(), constant.value(), 0)
                        .enqueue(stream);
            } else if (operation instanceof Operation.OneHot oneHot) {
                long count = (long) oneHot.width() * oneHot.width();
                rows.fill(prepared.address(oneHot.id()), count, 0, oneHot.width())
                        .enqueue(stream);
            }
        }
        BatchInput input = new BatchInput(program, false, 1);
        BatchValues none = new BatchValues(graph, fusion, prepared, input, new Shape(1, 1), new Region.Layout());
        OperationTasks operations = new OperationTasks(program, graph, kernels, prepared, none, 0);
        for (Stage stage : graph.stages()) {
            if (stage.kind() == Stage.Kind.PREPARE) {
                fusion.items(stage).forEach(item -> preparation.addAll(prepare(item, operations)));
            }
        }
    }

    private List<Task> prepare(Fusion.Item item, OperationTasks operations) {
        Operation operation = item.operation();
        Chain chain = item.chain();
        if (operation != null) {
            return operations.of(item, Window.all(prepared.rows(operation.space())));
        }
        return chain == null ? List.of() : operations.of(item, Window.all(prepared.rows(chain.space())));
    }

    /** Says that the parameters have changed. */
    void invalidate() {
        stale = true;
    }

    /** Checks a batch before anything is changed. */
    void check(Batch batch) {
        BatchCheck.check(program, batch);
        BatchCheck.checkCarried(program, batch, hiddenRows);
    }

    /** Enqueues a checked batch, from its upload to its results. */
    BatchPlan enqueue(Batch batch, HostMemory host, Stream stream) {
        BatchPlan plan = plan(new Shape(batch.steps(), batch.rows()));
        reserveHidden(batch.rows());
        long bytes = 4L * plan.input().size();
        Staging staging = host.inputs(bytes);
        plan.input().write(batch, staging.buffer());
        staging.upload(plan.values().inputPlace().pointer(), bytes, stream);
        if (stale) {
            preparation.forEach(task -> task.enqueue(stream));
            stale = false;
        }
        if (batch.carried()) {
            copyHidden(plan, 0, true, stream);
        } else {
            plan.initialStates().forEach(task -> task.enqueue(stream));
        }
        plan.enqueue(stream, graphs);
        copyHidden(plan, batch.steps(), false, stream);
        hiddenRows = batch.rows();
        return plan;
    }

    private void copyHidden(BatchPlan plan, int block, boolean back, Stream stream) {
        Buffer kept = hidden;
        long offset = 0;
        for (Recurrence recurrence : graph.recurrences()) {
            long bytes = 4L * plan.values().rows() * width(recurrence.state());
            Region.Place place = plan.values().historyPlace(recurrence.state());
            if (kept != null && back) {
                stream.copy(place.buffer().at(place.offset() + block * bytes), kept.at(offset), bytes);
            } else if (kept != null) {
                stream.copy(kept.at(offset), place.buffer().at(place.offset() + block * bytes), bytes);
            }
            offset += bytes;
        }
    }

    private int width(int state) {
        return program.states().get(state).width();
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

    private BatchPlan plan(Shape shape) {
        Kept known = plans.remove(shape);
        if (known != null && known.generation() == workspace.generation()) {
            plans.put(shape, known);
            return known.plan();
        }
        if (known != null) {
            known.plan().close();
        }
        if (plans.size() == PLANS) {
            Kept oldest = plans.remove(plans.keySet().iterator().next());
            oldest.plan().close();
        }
        BatchPlan plan = new BatchPlan(program, graph, kernels, prepared, workspace, shape);
        plans.put(shape, new Kept(plan, workspace.generation()));
        return plan;
    }

    /** The hidden states after the last batch; empty before the first. Waits. */
    List<float[]> readHidden(HostMemory host, Stream stream) {
        Buffer kept = hidden;
        if (hiddenRows == 0 || kept == null) {
            return List.of();
        }
        ByteBuffer all = host.read(kept.at(0), hiddenBytes(hiddenRows), stream);
        List<float[]> states = new ArrayList<>();
        for (StateSpec state : program.states()) {
            float[] numbers = new float[hiddenRows * state.width()];
            all.asFloatBuffer().get(numbers);
            all.position(all.position() + 4 * numbers.length);
            states.add(numbers);
        }
        return states;
    }

    /** Puts hidden states back. Waits. */
    void restore(List<float[]> states, int rows, HostMemory host, Stream stream) {
        reserveHidden(rows);
        Buffer kept = hidden;
        long offset = 0;
        for (float[] state : states) {
            if (kept != null) {
                host.write(kept.at(offset), state, stream);
            }
            offset += 4L * state.length;
        }
        hiddenRows = rows;
    }

    long bytes() {
        Buffer kept = hidden;
        return plans.values().stream().mapToLong(known -> known.plan().bytes()).sum()
                + (kept == null ? 0 : kept.bytes());
    }

    @Override
    public void close() {
        List<Runnable> releases = new ArrayList<>();
        plans.values().forEach(known -> releases.add(known.plan()::close));
        plans.clear();
        Buffer kept = hidden;
        hidden = null;
        if (kept != null) {
            releases.add(kept::close);
        }
        Driver.releaseAll(releases);
    }
}
