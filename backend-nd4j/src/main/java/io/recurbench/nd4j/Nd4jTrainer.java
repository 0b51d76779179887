package io.recurbench.nd4j;

import io.recurbench.api.Batch;
import io.recurbench.api.BatchCheck;
import io.recurbench.api.Evaluation;
import io.recurbench.api.Gradients;
import io.recurbench.api.Trainer;
import io.recurbench.api.TrainerRequest;
import io.recurbench.api.TrainerState;
import io.recurbench.api.program.Program;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Parameters and gradient in one flat array each, a runner for each of the two graphs. */
final class Nd4jTrainer implements Trainer {
    private final Native memory = new Native();
    private final Program program;
    private final int size;
    private final INDArray parameters;
    private final INDArray gradient;
    private final GraphRunner training;
    private final GraphRunner evaluation;
    private final Update update;
    private boolean closed;

    Nd4jTrainer(TrainerRequest request) {
        program = request.program();
        size = program.parameterCount();
        parameters = memory.zeros(1, Math.max(1, size));
        gradient = memory.zeros(1, Math.max(1, size));
        Views.write(parameters, request.parameters());
        training = new GraphRunner(program, program.training(), parameters);
        evaluation = new GraphRunner(program, program.evaluation(), parameters);
        update = new Update(program, request.optimiser(), parameters, gradient);
    }

    @Override
    public double step(Batch batch, double learningRate) {
        double loss = forwardBackward(batch);
        update.apply(learningRate);
        training.invalidate();
        evaluation.invalidate();
        return loss;
    }

    @Override
    public Gradients gradients(Batch batch) {
        double loss = forwardBackward(batch);
        return new Gradients(loss, Views.read(gradient, size));
    }

    private double forwardBackward(Batch batch) {
        checkOpen();
        BatchPlan plan = training.run(batch);
        for (int i = 0; i < program.parameters().size(); i++) {
            if (training.hasGradient(i)) {
                int offset = program.parameters().get(i).offset();
                Views.range(gradient, offset, program.parameters().get(i).size())
                        .assign(training.gradient(i));
            }
        }
        return plan.loss(batch);
    }

    @Override
    public Evaluation evaluate(Batch batch) {
        checkOpen();
        BatchPlan plan = evaluation.run(batch);
        return Scores.of(program.output(), batch, plan.losses(), plan.predictions());
    }

    @Override
    public TrainerState export() {
        checkOpen();
        return new TrainerState(
                update.updates(),
                Views.read(parameters, size),
                update.moments(size),
                training.hidden().stream().map(float[]::clone).toList());
    }

    @Override
    public void restore(TrainerState state) {
        checkOpen();
        int rows = BatchCheck.checkState(program, update.moments(0).size(), state);
        Views.write(parameters, state.parameters());
        update.restore(state.updates(), state.moments());
        training.restore(state.hidden(), rows);
        evaluation.restore(List.of(), 0);
        training.invalidate();
        evaluation.invalidate();
    }

    @Override
    public long memoryBytes() {
        checkOpen();
        return memory.bytes() + training.bytes() + evaluation.bytes() + update.bytes();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            training.close();
            evaluation.close();
            update.close();
            memory.close();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("this trainer of " + program.name() + " is closed");
        }
    }
}
