package io.recurbench.backend;

import io.recurbench.api.backend.BatchCheck;
import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.program.Program;
import io.recurbench.api.stability.Stability;
import java.util.List;

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
    private int trainingRows;
    private int evaluationRows;
    private boolean closed;

    /** A trainer that owns {@code execution} from now on, and gives it the request's parameters. */
    public ProgramTrainer(TrainerRequest request, Execution execution) {
        this.program = request.program();
        this.execution = execution;
        this.rule = new UpdateRule(program, request.optimiser());
        this.moments = Vector.moments(request.optimiser().moments());
        try {
            execution.enter();
            execution.write(Vector.PARAMETERS, request.parameters());
        } catch (RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    private void closeAfter(RuntimeException failure) {
        try {
            execution.close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public double step(Batch batch, double learningRate) {
        train(batch);
        rule.next(learningRate);
        execution.update(rule);
        parametersChanged();
        return execution.training().meanLoss(batch);
    }

    @Override
    public Gradients gradients(Batch batch) {
        train(batch);
        double loss = execution.training().meanLoss(batch);
        return new Gradients(loss, execution.read(Vector.GRADIENT));
    }

    private void train(Batch batch) {
        check(batch, trainingRows);
        run(execution.training(), batch);
        trainingRows = batch.rows();
    }

    @Override
    public Evaluation evaluate(Batch batch) {
        check(batch, evaluationRows);
        run(execution.evaluation(), batch);
        evaluationRows = batch.rows();
        return execution.evaluation().evaluation(batch);
    }

    private void run(GraphExecution graph, Batch batch) {
        try {
            graph.run(batch);
        } catch (OutOfMemoryError e) {
            throw execution.outOfMemory(program.name(), e);
        }
    }

    private void check(Batch batch, int previousRows) {
        enter();
        BatchCheck.check(program, batch);
        BatchCheck.checkCarried(program, batch, previousRows);
    }

    private void parametersChanged() {
        execution.training().parametersChanged();
        execution.evaluation().parametersChanged();
    }

    @Override
    public TrainerState export() {
        enter();
        return new TrainerState(
                rule.updates(),
                execution.read(Vector.PARAMETERS),
                moments.stream().map(execution::read).toList(),
                execution.training().states());
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
        trainingRows = rows;
        evaluationRows = 0;
        execution.training().restore(state.hidden(), rows);
        execution.evaluation().restore(List.of(), 0);
        parametersChanged();
    }

    @Override
    public long memoryBytes() {
        enter();
        return execution.bytes();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            log("training", execution.training());
            log("evaluation", execution.evaluation());
            execution.close();
        }
    }

    private void log(String name, GraphExecution graph) {
        graph.profile()
                .ifPresent(profile ->
                        LOGGER.log(System.Logger.Level.INFO, "{0}, {1}: {2}", program.name(), name, profile));
    }

    private void enter() {
        if (closed) {
            throw new IllegalStateException("this trainer of " + program.name() + " is closed");
        }
        execution.enter();
    }
}
