package io.recurbench.nd4j;

import io.recurbench.api.Batch;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Recurrence;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A graph made ready for one batch shape: arrays, and the operations of all stages in the order of execution. */
final class BatchPlan implements AutoCloseable {
    private final Operations operations;
    private final Graph graph;
    private final BatchArrays arrays;
    private final List<Kernel> kernels = new ArrayList<>();
    private final List<Kernel> first = new ArrayList<>();
    private final FloatBuffer losses;
    private final FloatBuffer predictions;

    /** Binds everything; the memory is shared with plans for other shapes, of which one runs at a time. */
    BatchPlan(
            Operations operations,
            Program program,
            Graph graph,
            Prepared prepared,
            int steps,
            int rows,
            @Nullable Profile profile) {
        this.operations = operations;
        this.graph = graph;
        this.arrays = new BatchArrays(operations, prepared, program, graph, steps, rows);
        OperationKernels binder = new OperationKernels(operations, program, graph, arrays, profile);
        List<Kernel> stages = new ArrayList<>();
        for (Stage stage : graph.stages()) {
            switch (stage.kind()) {
                case PREPARE -> {}
                case ROWS, REDUCE -> stages.addAll(bind(stage, binder, false));
                case LOOP_FORWARD -> stages.add(forward(stage, binder));
                case LOOP_BACKWARD -> stages.add(backward(stage, binder));
            }
        }
        Region loss = arrays.rows(graph.loss(), false, Space.SEQUENCE);
        Region output = arrays.rows(graph.output(), false, Space.SEQUENCE);
        arrays.gathered()
                .forEach((id, all) -> kernels.add(
                        Blas.lookUp(all, prepared.get(id), arrays.input().tokens())));
        kernels.addAll(stages);
        losses = loss.buffer();
        predictions = output.buffer();
        for (Recurrence recurrence : graph.recurrences()) {
            Region start = arrays.history(recurrence.state()).slice(0, rows);
            first.add(Blas.copy(start, prepared.get(recurrence.initial())));
        }
    }

    private List<Kernel> bind(Stage stage, OperationKernels binder, boolean loop) {
        List<Kernel> bound = new ArrayList<>();
        for (int id : stage.operations()) {
            Operation operation = graph.operation(id);
            binder.bind(operation, loop).ifPresent(bound::add);
        }
        return bound;
    }

    private Kernel forward(Stage stage, OperationKernels binder) {
        List<Kernel> bound = bind(stage, binder, true);
        int rows = arrays.rows();
        for (int state : stage.states()) {
            Recurrence recurrence = graph.recurrences().get(state);
            Region target =
                    arrays.history(state).slice(rows, arrays.positions()).steps(rows);
            copyUnlessThere(target, arrays.rows(recurrence.next(), true, Space.STEP), bound);
        }
        Kernel step = Kernel.sequence(bound);
        return nothing -> {
            for (int t = 0; t < arrays.steps(); t++) {
                step.run(t);
            }
        };
    }

    private Kernel backward(Stage stage, OperationKernels binder) {
        List<Kernel> bound = bind(stage, binder, true);
        for (int state : stage.states()) {
            int adjoint = graph.recurrences().get(state).currentAdjoint();
            if (adjoint >= 0) {
                Region target = arrays.adjointHistory(state)
                        .slice(0, arrays.positions())
                        .steps(arrays.rows());
                copyUnlessThere(target, arrays.rows(adjoint, true, Space.STEP), bound);
            }
        }
        Kernel step = Kernel.sequence(bound);
        return nothing -> {
            arrays.clearLastAdjoints();
            for (int t = arrays.steps() - 1; t >= 0; t--) {
                step.run(t);
            }
        };
    }

    /** A state whose new value is not its own array (another state's, or of a coarser space) gets a copy. */
    private static void copyUnlessThere(Region target, Region value, List<Kernel> into) {
        if (!value.sameStart(target)) {
            into.add(Blas.copy(target, value));
        }
    }

    /** Runs a batch from the given states, which are those of the initial values unless the batch is carried. */
    void run(Batch batch, HiddenStates carried) {
        arrays.input().write(batch);
        if (batch.carried() && carried.rows() > 0) {
            for (Recurrence recurrence : graph.recurrences()) {
                float[] state = carried.state(recurrence.state());
                arrays.history(recurrence.state()).write(state, state.length);
            }
        } else {
            first.forEach(kernel -> kernel.run(0));
        }
        kernels.forEach(kernel -> kernel.run(0));
        carried.resize(arrays.rows());
        for (Recurrence recurrence : graph.recurrences()) {
            arrays.history(recurrence.state())
                    .slice(arrays.positions(), arrays.rows())
                    .read(carried.state(recurrence.state()));
        }
    }

    /** The mean loss of the scored positions: 0 if there are none. */
    double loss(Batch batch) {
        double sum = 0;
        for (int i = 0; i < arrays.positions(); i++) {
            sum += batch.mask()[i] == 0 ? 0 : losses.get(i);
        }
        return batch.scored() == 0 ? 0 : sum / batch.scored();
    }

    /** {@code [T x B]}. */
    FloatBuffer losses() {
        return losses;
    }

    /** {@code [T x B][output width]}. */
    FloatBuffer predictions() {
        return predictions;
    }

    @Override
    public void close() {
        operations.close();
    }
}
