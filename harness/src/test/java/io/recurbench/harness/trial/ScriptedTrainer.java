package io.recurbench.harness.trial;

import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/** A trainer whose losses are written down beforehand; its one parameter is the number of updates made. */
final class ScriptedTrainer implements Trainer {
    final List<Double> learningRates = new ArrayList<>();
    final List<Long> evaluatedAt = new ArrayList<>();
    private final LongToDoubleFunction trainingLoss;
    private final LongToDoubleFunction evaluationLoss;
    private final LongToDoubleFunction accuracy;
    private long updates;

    ScriptedTrainer(
            LongToDoubleFunction trainingLoss, LongToDoubleFunction evaluationLoss, LongToDoubleFunction accuracy) {
        this.trainingLoss = trainingLoss;
        this.evaluationLoss = evaluationLoss;
        this.accuracy = accuracy;
    }

    @Override
    public double step(Batch batch, double learningRate) {
        learningRates.add(learningRate);
        return trainingLoss.applyAsDouble(++updates);
    }

    @Override
    public Evaluation evaluate(Batch batch) {
        evaluatedAt.add(updates);
        int steps = batch.steps();
        double[] loss = new double[steps];
        long[] scored = new long[steps];
        long[] correct = new long[steps];
        for (int i = 0; i < batch.mask().length; i++) {
            scored[i / batch.rows()] += batch.mask()[i];
        }
        for (int t = 0; t < steps; t++) {
            loss[t] = scored[t] == 0 ? 0 : scored[t] * evaluationLoss.applyAsDouble(updates);
            correct[t] = Math.round(scored[t] * accuracy.applyAsDouble(updates));
        }
        return new Evaluation(loss, scored, correct, batch.rows(), 0);
    }

    @Override
    public Gradients gradients(Batch batch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TrainerState export() {
        return new TrainerState(updates, new float[] {updates}, List.of(), List.of());
    }

    @Override
    public void restore(TrainerState state) {
        updates = (long) state.parameters()[0];
    }

    @Override
    public long memoryBytes() {
        return 1234;
    }

    @Override
    public void close() {
        updates = -1;
    }
}
