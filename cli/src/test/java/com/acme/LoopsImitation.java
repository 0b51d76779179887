package com.acme;

import io.recurbench.api.Availability;
import io.recurbench.api.Option;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import java.util.List;
import java.util.Map;

/** Plain loops, but for what one of those below does otherwise. */
abstract class LoopsImitation implements Backend {
    private final Backend loops = new LoopsBackend();

    @Override
    public Availability availability() {
        return new Availability.Available(Map.of());
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public Determinism determinism() {
        return Determinism.BITWISE;
    }

    @Override
    public Trainer open(TrainerRequest request) {
        return imitate(loops.open(request));
    }

    abstract Trainer imitate(Trainer loops);

    /** Hands everything on. */
    static class Passing implements Trainer {
        private final Trainer trainer;

        Passing(Trainer trainer) {
            this.trainer = trainer;
        }

        @Override
        public double step(Batch batch, double learningRate) {
            return trainer.step(batch, learningRate);
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
