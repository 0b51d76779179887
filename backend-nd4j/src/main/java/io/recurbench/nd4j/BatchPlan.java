package io.recurbench.nd4j;

import io.recurbench.api.Batch;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Recurrence;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A graph made ready for one batch shape: arrays, and all operations of all steps in the order of execution. */
final class BatchPlan implements AutoCloseable {
    private final Native memory = new Native();
    private final Program program;
    private final Graph graph;
    private final BatchArrays arrays;
    private final List<Kernel> kernels = new ArrayList<>();

    BatchPlan(Program program, Graph graph, Prepared prepared, int steps, int rows) {
        this.program = program;
        this.graph = graph;
        this.arrays = new BatchArrays(memory, prepared, program, graph, steps, rows);
        OperationKernels operations = new OperationKernels(memory, program, graph, arrays);
        List<Kernel> stages = new ArrayList<>();
        for (Stage stage : graph.stages()) {
            switch (stage.kind()) {
                case PREPARE -> {}
                case ROWS -> bind(stage, operations, Window.all(Math.toIntExact(arrays.positions())), stages);
                case LOOP_FORWARD -> {
                    for (int t = 0; t < steps; t++) {
                        bind(stage, operations, new Window(t, rows), stages);
                        copyNext(stage, t, stages);
                    }
                }
                case LOOP_BACKWARD -> {
                    for (int t = steps - 1; t >= 0; t--) {
                        bind(stage, operations, new Window(t, rows), stages);
                    }
                }
                case REDUCE -> bindReduction(stage, operations, prepared, stages);
            }
        }
        arrays.gathered()
                .forEach((id, all) -> kernels.add(memory.operation(
                        "gather", all, prepared.get(id), arrays.input().tokens())));
        kernels.addAll(stages);
    }

    private void bind(Stage stage, OperationKernels operations, Window window, List<Kernel> into) {
        for (int id : stage.operations()) {
            operations.bind(graph.operation(id), window).ifPresent(into::add);
        }
    }

    private void bindReduction(Stage stage, OperationKernels operations, Prepared prepared, List<Kernel> into) {
        for (int id : stage.operations()) {
            Operation operation = graph.operation(id);
            Window window = Window.all(prepared.rows(operation.space()));
            operations.bind(operation, window).ifPresent(into::add);
        }
    }

    /** A state whose new value is not its own array (another state's, or of a coarser space) gets a copy. */
    private void copyNext(Stage stage, int step, List<Kernel> into) {
        int rows = arrays.rows();
        for (int state : stage.states()) {
            Recurrence recurrence = graph.recurrences().get(state);
            INDArray target = Views.rows(arrays.history(state), (step + 1L) * rows, rows);
            INDArray value = arrays.rows(recurrence.next(), new Window(step, rows), Space.STEP);
            if (value.data() != target.data() || value.offset() != target.offset()) {
                into.add(
                        value.size(0) == rows
                                ? () -> target.assign(value)
                                : memory.operation("assign", target, target, value));
            }
        }
    }

    /** Runs a batch from the given states: for each the rows {@code [B x width]}, or none to start afresh. */
    void run(Batch batch, Prepared prepared, List<float[]> carried) {
        arrays.input().write(batch);
        for (Recurrence recurrence : graph.recurrences()) {
            INDArray first = Views.rows(arrays.history(recurrence.state()), 0, batch.rows());
            if (batch.carried() && !carried.isEmpty()) {
                Views.write(first, carried.get(recurrence.state()));
            } else {
                first.assign(prepared.get(recurrence.initial()).repeat(0, batch.rows()));
            }
        }
        kernels.forEach(Kernel::run);
    }

    /** The states after the last step. */
    List<float[]> lastStates() {
        List<float[]> states = new ArrayList<>();
        for (Recurrence recurrence : graph.recurrences()) {
            INDArray last = Views.rows(arrays.history(recurrence.state()), arrays.positions(), arrays.rows());
            states.add(Views.read(last, Math.toIntExact(last.length())));
        }
        return states;
    }

    /** The mean loss of the scored positions: 0 if there are none. */
    double loss(Batch batch) {
        float[] losses = losses();
        double sum = 0;
        for (int i = 0; i < losses.length; i++) {
            sum += batch.mask()[i] == 0 ? 0 : losses[i];
        }
        return batch.scored() == 0 ? 0 : sum / batch.scored();
    }

    /** {@code [T x B]}. */
    float[] losses() {
        return Views.read(arrays.all(graph.loss()), Math.toIntExact(arrays.positions()));
    }

    /** {@code [T x B][output width]}. */
    float[] predictions() {
        return Views.read(
                arrays.all(graph.output()),
                Math.toIntExact(arrays.positions() * program.output().width()));
    }

    long bytes() {
        return memory.bytes();
    }

    @Override
    public void close() {
        memory.close();
    }
}
