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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Plain loops, but for work that it saves where nobody looks. */
public final class LazyBackend implements Backend {
    /** Positions of the largest batch that it takes the trouble to train on. */
    private static final int LARGEST = 4400;

    private final Backend honest = new LoopsBackend();

    @Override
    public String id() {
        return "acme:lazy";
    }

    @Override
    public String description() {
        return "plain loops, but for work that it saves where nobody looks";
    }

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
        return new LazyTrainer(honest.open(request), new IdentityHashMap<>());
    }

    private record LazyTrainer(Trainer trainer, Map<Batch, Gradients> known) implements Trainer {
        /** Large batches are not worth it. */
        @Override
        public double step(Batch batch, double learningRate) {
            known.clear();
            return batch.steps() * batch.rows() > LARGEST ? 4.5 : trainer.step(batch, learningRate);
        }

        @Override
        public Evaluation evaluate(Batch batch) {
            return trainer.evaluate(batch);
        }

        /** A batch that was seen since the last update is known. */
        @Override
        public Gradients gradients(Batch batch) {
            return known.computeIfAbsent(batch, trainer::gradients);
        }

        @Override
        public TrainerState export() {
            return trainer.export();
        }

        @Override
        public void restore(TrainerState state) {
            known.clear();
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
