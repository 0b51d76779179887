package io.recurbench.backend;

import io.recurbench.api.backend.BatchCheck;
import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Program;
import io.recurbench.api.stability.Stability;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The life of a trainer: refuses what does not fit before anything is changed, counts updates, says when tables are stale,
 * exports and restores, and knows when it is closed. The device's work is an {@link Execution}'s.
 */
@Stability.Experimental
public final class ProgramTrainer implements Trainer {
    private static final System.Logger LOGGER = System.getLogger(ProgramTrainer.class.getName());

    private final Program program;
    private final Execution execution;
    private final UpdateRule rule;
    private final List<Vector> moments;
    private final Side training;
    private final Side evaluation;
    private boolean closed;

    /** A trainer that owns {@code execution} from now on, and gives it the request's parameters. */
    public ProgramTrainer(TrainerRequest request, Execution execution) {
        this.program = request.program();
        this.execution = execution;
        this.rule = new UpdateRule(program, request.optimiser());
        this.moments = Vector.moments(request.optimiser().moments());
        this.training = new Side(program.training());
        this.evaluation = new Side(program.evaluation());
        try {
            execution.enter();
            execution.write(Vector.PARAMETERS, request.parameters());
        } catch (RuntimeException e) {
            Closing.after(e, execution);
            throw e;
        }
    }

    /** One of the two graphs, and how many rows the batch before had, whose states a carried one goes on with. */
    private final class Side {
        private final Graph graph;
        private @Nullable GraphExecution open;
        private int rows;

        private Side(Graph graph) {
            this.graph = graph;
        }

        private GraphExecution open() {
            GraphExecution known = open;
            if (known == null) {
                known = execution.open(graph);
                open = known;
            }
            return known;
        }

        private GraphExecution run(Batch batch) {
            enter();
            BatchCheck.check(program, batch);
            BatchCheck.checkCarried(program, batch, rows);
            try {
                open().run(batch);
            } catch (OutOfMemoryError e) {
                throw execution.outOfMemory(program.name(), e);
            }
            rows = batch.rows();
            return open();
        }

        private void parametersChanged() {
            if (open != null) {
                open.parametersChanged();
            }
        }

        private List<float[]> states() {
            return open == null ? List.of() : open.states();
        }

        private void restore(List<float[]> states, int newRows) {
            rows = newRows;
            if (newRows > 0 || open != null) {
                open().restore(states, newRows);
            }
        }

        private long bytes() {
            return open == null ? 0 : open.bytes();
        }

        private void log(String name) {
            if (open != null) {
                open.profile()
                        .ifPresent(profile ->
                                LOGGER.log(System.Logger.Level.INFO, "{0}, {1}: {2}", program.name(), name, profile));
            }
        }
    }

    @Override
    public double step(Batch batch, double learningRate) {
        GraphExecution graph = training.run(batch);
        rule.next(learningRate);
        execution.update(rule);
        parametersChanged();
        return graph.meanLoss(batch);
    }

    @Override
    public Gradients gradients(Batch batch) {
        double loss = training.run(batch).meanLoss(batch);
        return new Gradients(loss, execution.read(Vector.GRADIENT));
    }

    @Override
    public Evaluation evaluate(Batch batch) {
        return evaluation.run(batch).evaluation(batch);
    }

    private void parametersChanged() {
        training.parametersChanged();
        evaluation.parametersChanged();
    }

    @Override
    public TrainerState export() {
        enter();
        return new TrainerState(
                rule.updates(),
                execution.read(Vector.PARAMETERS),
                moments.stream().map(execution::read).toList(),
                training.states());
    }

    @Override
    public void restore(TrainerState state) {
        enter();
        int rows = BatchCheck.checkState(program, moments.size(), state);
        execution.write(Vector.PARAMETERS, state.parameters());
        for (int i = 0; i < moments.size(); i++) {
            execution.write(moments.get(i), state.moments().get(i));
        }
        rule.restore(state.updates());
        training.restore(state.hidden(), rows);
        evaluation.restore(List.of(), 0);
        parametersChanged();
    }

    @Override
    public long memoryBytes() {
        enter();
        return execution.bytes() + training.bytes() + evaluation.bytes();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            training.log("training");
            evaluation.log("evaluation");
            Closing.all(Arrays.asList(execution::enter, training.open, evaluation.open, execution));
        }
    }

    private void enter() {
        if (closed) {
            throw new IllegalStateException("this trainer of " + program.name() + " is closed");
        }
        execution.enter();
    }
}
