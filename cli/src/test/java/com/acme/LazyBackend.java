package com.acme;

import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.batch.Batch;
import java.util.IdentityHashMap;
import java.util.Map;

/** Plain loops, but for work that it saves where nobody looks. */
public final class LazyBackend extends LoopsImitation {
    /** Positions of the largest batch that it takes the trouble to train on. */
    private static final int LARGEST = 4400;

    @Override
    public String id() {
        return "acme:lazy";
    }

    @Override
    public String description() {
        return "plain loops, but for work that it saves where nobody looks";
    }

    @Override
    Trainer imitate(Trainer loops) {
        Map<Batch, Gradients> known = new IdentityHashMap<>();
        return new Passing(loops) {
            /** Large batches are not worth it. */
            @Override
            public double step(Batch batch, double learningRate) {
                known.clear();
                return batch.steps() * batch.rows() > LARGEST ? 4.5 : super.step(batch, learningRate);
            }

            /** A batch that was seen since the last update is known. */
            @Override
            public Gradients gradients(Batch batch) {
                return known.computeIfAbsent(batch, super::gradients);
            }

            @Override
            public void restore(TrainerState state) {
                known.clear();
                super.restore(state);
            }
        };
    }
}
