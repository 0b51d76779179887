package io.recurbench.testkit.reference;

import io.recurbench.api.Batch;
import io.recurbench.api.BatchCheck;
import io.recurbench.api.Evaluation;
import io.recurbench.api.Gradients;
import io.recurbench.api.Trainer;
import io.recurbench.api.TrainerRequest;
import io.recurbench.api.TrainerState;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Program;
import java.util.List;
import java.util.Optional;

/** Keeps parameters, optimiser and the two hidden states between passes. State is float, arithmetic is double. */
final class ReferenceTrainer implements Trainer {
    private final Program program;
    private final ReferenceModel model;
    private final UpdateRule rule;
    private final double[] parameters;
    private final HiddenState training = new HiddenState();
    private final HiddenState evaluation = new HiddenState();
    private long largestPass;
    private boolean closed;

    ReferenceTrainer(TrainerRequest request) {
        program = request.program();
        model = new ReferenceModel(program, precisionOf(request));
        rule = new UpdateRule(program, request.optimiser());
        parameters = Numbers.widen(request.parameters());
    }

    /** A caller that gives no options at all means the default. */
    private static Precision precisionOf(TrainerRequest request) {
        return Precision.of(request.options()
                .values()
                .getOrDefault(ReferenceBackend.PRECISION.name(), ReferenceBackend.PRECISION.defaultValue()));
    }

    @Override
    public double step(Batch batch, double learningRate) {
        Pass pass = run(program.training(), training, batch);
        rule.update(parameters, pass.gradient(), learningRate);
        return pass.loss();
    }

    @Override
    public Evaluation evaluate(Batch batch) {
        return Scoring.score(program.output(), batch, run(program.evaluation(), evaluation, batch));
    }

    @Override
    public Gradients gradients(Batch batch) {
        Pass pass = run(program.training(), training, batch);
        return new Gradients(pass.loss(), Numbers.narrow(pass.gradient()));
    }

    private Pass run(Graph graph, HiddenState hidden, Batch batch) {
        checkOpen();
        BatchCheck.check(program, batch);
        BatchCheck.checkCarried(program, batch, hidden.rows);
        Pass pass =
                model.run(graph, parameters, batch, batch.carried() ? Optional.of(hidden.states) : Optional.empty());
        hidden.rows = batch.rows();
        hidden.states = pass.states().stream().map(Numbers::roundToFloat).toList();
        largestPass = Math.max(largestPass, pass.bytes());
        return pass;
    }

    @Override
    public TrainerState export() {
        checkOpen();
        return new TrainerState(
                rule.updates(),
                Numbers.narrow(parameters),
                rule.moments().stream().map(Numbers::narrow).toList(),
                training.states.stream().map(Numbers::narrow).toList());
    }

    @Override
    public void restore(TrainerState state) {
        checkOpen();
        int rows = BatchCheck.checkState(program, rule.moments().size(), state);
        System.arraycopy(Numbers.widen(state.parameters()), 0, parameters, 0, parameters.length);
        rule.restore(state.updates(), state.moments());
        training.rows = rows;
        training.states = state.hidden().stream().map(Numbers::widen).toList();
        evaluation.rows = 0;
        evaluation.states = List.of();
    }

    @Override
    public long memoryBytes() {
        checkOpen();
        return 8L * parameters.length * (2 + rule.moments().size()) + largestPass;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("this trainer of " + program.name() + " is closed");
        }
    }

    /** Where a stream of batches has come to: the states' rows, and how many; 0 rows before the first batch. */
    private static final class HiddenState {
        private int rows;
        private List<double[]> states = List.of();
    }
}
