package com.acme;

import io.recurbench.api.Availability;
import io.recurbench.api.Backend;
import io.recurbench.api.Batch;
import io.recurbench.api.Evaluation;
import io.recurbench.api.Gradients;
import io.recurbench.api.Trainer;
import io.recurbench.api.TrainerRequest;
import io.recurbench.api.TrainerState;
import io.recurbench.testkit.reference.ReferenceBackend;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Runs on the reference backend and counts the training steps of all trainers. */
public final class CountingBackend implements Backend {
    private static final AtomicLong STEPS = new AtomicLong();

    private final Backend reference = new ReferenceBackend();

    @Override
    public String id() {
        return "acme:counting";
    }

    @Override
    public String description() {
        return "the reference backend with a counter of steps";
    }

    @Override
    public Availability availability() {
        return new Availability.Available(Map.of("steps", String.valueOf(STEPS.get())));
    }

    @Override
    public Determinism determinism() {
        return reference.determinism();
    }

    @Override
    public Trainer open(TrainerRequest request) {
        return new CountingTrainer(reference.open(request));
    }

    private record CountingTrainer(Trainer trainer) implements Trainer {
        @Override
        public double step(Batch batch, double learningRate) {
            double loss = trainer.step(batch, learningRate);
            STEPS.incrementAndGet();
            return loss;
        }

        @Override
        public Evaluation evaluate(Batch batch) {
            return trainer.evaluate(batch);
        }

        @Override
        public Gradients gradients(Batch batch) {
            return trainer.gradients(batch);
        }

        @Override
        public TrainerState export() {
            return trainer.export();
        }

        @Override
        public void restore(TrainerState state) {
            trainer.restore(state);
        }

        @Override
        public long memoryBytes() {
            return trainer.memoryBytes();
        }

        @Override
        public void close() {
            trainer.close();
        }
    }
}
