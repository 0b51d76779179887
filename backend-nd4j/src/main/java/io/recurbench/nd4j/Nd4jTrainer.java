package io.recurbench.nd4j;

import io.recurbench.api.Batch;
import io.recurbench.api.BatchCheck;
import io.recurbench.api.Evaluation;
import io.recurbench.api.Gradients;
import io.recurbench.api.Trainer;
import io.recurbench.api.TrainerRequest;
import io.recurbench.api.TrainerState;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import java.util.ArrayList;
import java.util.List;

/** Parameters and gradient in one flat array each, a runner for each of the two graphs. */
final class Nd4jTrainer implements Trainer {
    private static final System.Logger LOGGER = System.getLogger(Nd4jTrainer.class.getName());

    private final Memory memory = new Memory();
    private final Program program;
    private final int size;
    private final Region parameters;
    private final Region gradient;
    private final GraphRunner training;
    private final GraphRunner evaluation;
    private final Update update;
    private final List<Kernel> collect = new ArrayList<>();
    private boolean closed;

    Nd4jTrainer(TrainerRequest request) {
        program = request.program();
        size = program.parameterCount();
        parameters = memory.zeros(1, Math.max(1, size));
        gradient = memory.zeros(1, Math.max(1, size));
        parameters.write(request.parameters(), size);
        training = new GraphRunner(program, program.training(), parameters, request.threads());
        evaluation = new GraphRunner(program, program.evaluation(), parameters, request.threads());
        update = new Update(program, request.optimiser(), parameters, gradient);
        for (int i = 0; i < program.parameters().size(); i++) {
            if (training.hasGradient(i)) {
                Parameter parameter = program.parameters().get(i);
                Region target = gradient.columns(parameter.offset(), parameter.size());
                collect.add(Blas.copy(target, training.gradient(i)));
            }
        }
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
        return new Gradients(loss, parameterSized(gradient));
    }

    private double forwardBackward(Batch batch) {
        checkOpen();
        BatchPlan plan = training.run(batch);
        collect.forEach(kernel -> kernel.run(0));
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
                parameterSized(parameters),
                update.moments(),
                training.hidden().copies());
    }

    @Override
    public void restore(TrainerState state) {
        checkOpen();
        int rows = BatchCheck.checkState(program, update.moments().size(), state);
        parameters.write(state.parameters(), size);
        update.restore(state.updates(), state.moments());
        training.hidden().restore(state.hidden(), rows);
        evaluation.hidden().restore(List.of(), 0);
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
            logProfile("training", training);
            logProfile("evaluation", evaluation);
            training.close();
            evaluation.close();
            update.close();
            memory.close();
        }
    }

    private float[] parameterSized(Region region) {
        float[] values = new float[size];
        region.read(values);
        return values;
    }

    private void logProfile(String graph, GraphRunner runner) {
        runner.profile()
                .ifPresent(profile ->
                        LOGGER.log(System.Logger.Level.INFO, "{0}, {1}: {2}", program.name(), graph, profile));
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("this trainer of " + program.name() + " is closed");
        }
    }
}
