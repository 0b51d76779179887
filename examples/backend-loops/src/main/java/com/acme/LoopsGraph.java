package com.acme;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.backend.CarriedStates;
import io.recurbench.backend.GraphExecution;
import io.recurbench.backend.GraphLayout;
import io.recurbench.backend.HostVectors;
import io.recurbench.backend.Move;
import io.recurbench.backend.Scores;
import io.recurbench.backend.Shape;
import io.recurbench.backend.Slot;
import io.recurbench.backend.Vector;
import java.util.Arrays;
import java.util.List;

/** Runs one graph: an array for each slot of its layout, a loop for each operation. */
final class LoopsGraph implements GraphExecution {
    private final Program program;
    private final Graph graph;
    private final GraphLayout layout;
    private final float[][] arrays;
    private final CarriedStates states;
    private boolean stale = true;

    LoopsGraph(Program program, Graph graph, HostVectors vectors) {
        this.program = program;
        this.graph = graph;
        this.layout = new GraphLayout(program, graph);
        this.states = new CarriedStates(program.states());
        this.arrays = new float[layout.slots().size()][];
        for (Slot slot : layout.slots()) {
            arrays[slot.index()] = switch (slot.kind()) {
                case PARAMETERS -> vectors.of(Vector.PARAMETERS);
                case GRADIENT -> vectors.of(Vector.GRADIENT);
                case TABLE -> new float[slot.rows() * slot.width()];
                case INPUT, BATCH, HISTORY -> new float[0];
            };
        }
    }

    @Override
    public void parametersChanged() {
        stale = true;
    }

    @Override
    public void run(Batch batch) {
        layout.slots().forEach(slot -> makeRoom(slot, batch));
        LoopsRows rows = rows(batch);
        LoopsKernels kernels = new LoopsKernels(program, graph, rows, batch);
        for (Stage stage : graph.stages()) {
            if (stale && stage.kind() == Stage.Kind.PREPARE) {
                runOnce(stage, kernels, rows);
            }
        }
        stale = false;
        begin(rows, batch);
        for (Stage stage : graph.stages()) {
            run(stage, kernels, rows, batch);
        }
        int end = rows.count(Space.STEP);
        layout.lastMoves().forEach(move -> rows.move(move, Space.STEP, end - batch.rows(), end));
        layout.gradientMoves().forEach(move -> rows.move(move, Space.PARAMETERS, 0, 1));
        states.ensure(batch.rows());
        for (int state = 0; state < states.count(); state++) {
            states.copyFrom(state, history(state), end);
        }
    }

    private void makeRoom(Slot slot, Batch batch) {
        int i = slot.index();
        switch (slot.kind()) {
            case PARAMETERS, GRADIENT, TABLE -> {}
            case INPUT -> arrays[i] = batch.dense();
            case BATCH, HISTORY -> {
                int needed = Math.toIntExact(slot.numbers(Shape.of(batch)));
                arrays[i] = arrays[i].length < needed ? new float[needed] : arrays[i];
            }
        }
    }

    /** States before the first step, adjoints behind the last. */
    private void begin(LoopsRows rows, Batch batch) {
        if (batch.carried()) {
            for (int state = 0; state < states.count(); state++) {
                states.copyTo(state, history(state));
            }
        } else {
            layout.initialMoves().forEach(move -> rows.move(move, Space.STEP, 0, batch.rows()));
        }
        for (Slot slot : layout.adjointHistories()) {
            int behind = rows.count(Space.STEP) * slot.width();
            Arrays.fill(arrays[slot.index()], behind, behind + batch.rows() * slot.width(), 0);
        }
    }

    private float[] history(int state) {
        return arrays[layout.state(state).slot().index()];
    }

    private void run(Stage stage, LoopsKernels kernels, LoopsRows rows, Batch batch) {
        switch (stage.kind()) {
            case PREPARE -> {}
            case ROWS, REDUCE -> runOnce(stage, kernels, rows);
            case LOOP_FORWARD, LOOP_BACKWARD -> {
                List<LoopsKernels.Kernel> bound = kernels.of(stage);
                List<Move> moves = layout.loopMoves(stage);
                for (int i = 0; i < batch.steps(); i++) {
                    int first = batch.rows() * (stage.kind() == Stage.Kind.LOOP_FORWARD ? i : batch.steps() - 1 - i);
                    bound.forEach(kernel -> kernel.run(first, first + batch.rows()));
                    moves.forEach(move -> rows.move(move, Space.STEP, first, first + batch.rows()));
                }
            }
        }
    }

    private void runOnce(Stage stage, LoopsKernels kernels, LoopsRows rows) {
        List<LoopsKernels.Kernel> bound = kernels.of(stage);
        for (int i = 0; i < bound.size(); i++) {
            Space space = graph.operation(stage.operations().get(i)).space();
            bound.get(i).run(0, rows.count(space));
        }
    }

    @Override
    public double meanLoss(Batch batch) {
        LoopsRows.Reader loss = rows(batch).of(graph.loss(), Space.SEQUENCE);
        return Scores.meanLoss(batch, position -> loss.get(position, 0));
    }

    @Override
    public Evaluation evaluation(Batch batch) {
        LoopsRows.Reader loss = rows(batch).of(graph.loss(), Space.SEQUENCE);
        LoopsRows.Reader prediction = rows(batch).of(graph.output(), Space.SEQUENCE);
        int width = program.output().width();
        return Scores.of(program.output(), batch, i -> loss.get(i, 0), i -> prediction.get(i / width, i % width));
    }

    private LoopsRows rows(Batch batch) {
        return new LoopsRows(graph, layout, arrays, batch);
    }

    @Override
    public List<float[]> states() {
        return states.copies();
    }

    @Override
    public void restore(List<float[]> restored, int rows) {
        states.restore(restored, rows);
    }

    /** The vectors and the batch's own input are not counted. */
    @Override
    public long bytes() {
        return states.bytes()
                + layout.slots().stream()
                        .filter(slot -> slot.kind().isOwn())
                        .mapToLong(slot -> 4L * arrays[slot.index()].length)
                        .sum();
    }

    @Override
    public void close() {}
}
