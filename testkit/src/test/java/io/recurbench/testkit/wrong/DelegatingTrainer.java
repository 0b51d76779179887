package io.recurbench.testkit.wrong;

import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;

/** A trainer that does what another one does. */
class DelegatingTrainer implements Trainer {
    final Trainer inner;

    DelegatingTrainer(Trainer inner) {
        this.inner = inner;
    }

    @Override
    public double step(Batch batch, double learningRate) {
        return inner.step(batch, learningRate);
    }

    @Override
    public Evaluation evaluate(Batch batch) {
        return inner.evaluate(batch);
    }

    @Override
    public Gradients gradients(Batch batch) {
        return inner.gradients(batch);
    }

    @Override
    public TrainerState export() {
        return inner.export();
    }

    @Override
    public void restore(TrainerState state) {
        inner.restore(state);
    }

    @Override
    public long memoryBytes() {
        return inner.memoryBytes();
    }

    @Override
    public void close() {
        inner.close();
    }
}
