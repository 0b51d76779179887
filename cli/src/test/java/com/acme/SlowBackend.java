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

/** Plain loops that take a tenth longer. */
public final class SlowBackend implements Backend {
    private final Backend loops = new LoopsBackend();

    @Override
    public String id() {
        return "acme:slow";
    }

    @Override
    public String description() {
        return "plain loops that take a tenth longer";
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
        return new SlowTrainer(loops.open(request));
    }

    private record SlowTrainer(Trainer trainer) implements Trainer {
        @Override
        public double step(Batch batch, double learningRate) {
            long start = System.nanoTime();
            double loss = trainer.step(batch, learningRate);
            long end = start + (System.nanoTime() - start) * 11 / 10;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
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
