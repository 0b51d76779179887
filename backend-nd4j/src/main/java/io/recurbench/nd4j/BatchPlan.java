package io.recurbench.nd4j;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.backend.CarriedStates;
import io.recurbench.backend.GraphLayout;
import io.recurbench.backend.Move;
import io.recurbench.backend.Scores;
import io.recurbench.backend.Slot;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** A graph made ready for one batch shape: arrays, and the operations of all stages in the order of execution. */
final class BatchPlan implements AutoCloseable {
    private final Operations operations;
    private final GraphLayout layout;
    private final BatchArrays arrays;
    private final List<Kernel> first = new ArrayList<>();
    private final List<Kernel> kernels = new ArrayList<>();
    private final FloatBuffer losses;
    private final FloatBuffer predictions;

    /** Binds everything. */
    BatchPlan(Operations operations, Graph graph, GraphLayout layout, OperationKernels binder) {
        this.operations = operations;
        this.layout = layout;
        this.arrays = binder.arrays();
        List<Kernel> stages = new ArrayList<>();
        for (Stage stage : graph.stages()) {
            switch (stage.kind()) {
                case PREPARE -> {}
                case ROWS, REDUCE -> stages.addAll(binder.bind(stage, false));
                case LOOP_FORWARD, LOOP_BACKWARD -> stages.add(loop(stage, binder));
            }
        }
        int lastStep = arrays.shape().steps() - 1;
        for (Move move : layout.lastMoves()) {
            Kernel moving = moving(move);
            stages.add(nothing -> moving.run(lastStep));
        }
        losses = arrays.rows(graph.loss(), false, Space.SEQUENCE).buffer();
        predictions = arrays.rows(graph.output(), false, Space.SEQUENCE).buffer();
        arrays.gathered().forEach((id, all) -> kernels.add(Blas.lookUp(all, arrays.all(id), arrays.input()::tokens)));
        kernels.addAll(stages);
        for (Move move : layout.gradientMoves()) {
            kernels.add(Blas.copy(arrays.target(move, 1), arrays.all(move.value())));
        }
        for (Move move : layout.initialMoves()) {
            first.add(Blas.copy(arrays.target(move, arrays.shape().rows()), arrays.all(move.value())));
        }
    }

    private Kernel loop(Stage stage, OperationKernels binder) {
        List<Kernel> bound = binder.bind(stage, true);
        for (Move move : layout.loopMoves(stage)) {
            bound.add(moving(move));
        }
        Kernel step = Kernel.sequence(bound);
        int steps = arrays.shape().steps();
        boolean forward = stage.kind() == Stage.Kind.LOOP_FORWARD;
        return nothing -> {
            for (int i = 0; i < steps; i++) {
                step.run(forward ? i : steps - 1 - i);
            }
        };
    }

    /** Moves the rows of a step. */
    private Kernel moving(Move move) {
        Region target = arrays.target(move, arrays.shape().positions())
                .steps(arrays.shape().rows());
        return Blas.copy(target, arrays.rows(move.value(), true, Space.STEP));
    }

    /** Runs a batch from the given states, which are those of the initial values unless the batch is carried. */
    void run(Batch batch, CarriedStates states) {
        int rows = arrays.shape().rows();
        arrays.input().begin(batch);
        if (batch.carried()) {
            for (int state = 0; state < states.count(); state++) {
                Region history = arrays.history(state);
                history.write(states.state(state), rows * history.width());
            }
        } else {
            first.forEach(kernel -> kernel.run(0));
        }
        for (Slot adjoint : layout.adjointHistories()) {
            arrays.history(adjoint).slice(arrays.shape().positions(), rows).clear();
        }
        kernels.forEach(kernel -> kernel.run(0));
        states.ensure(rows);
        for (int state = 0; state < states.count(); state++) {
            Region last = arrays.history(state).slice(arrays.shape().positions(), rows);
            last.read(states.state(state), rows * last.width());
        }
    }

    double meanLoss(Batch batch) {
        return Scores.meanLoss(batch, losses::get);
    }

    Evaluation evaluation(OutputSpec output, Batch batch) {
        return Scores.of(output, batch, losses::get, predictions::get);
    }

    @Override
    public void close() {
        operations.close();
    }
}
