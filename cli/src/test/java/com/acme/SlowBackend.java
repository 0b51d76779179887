package com.acme;

import io.recurbench.api.backend.Trainer;
import io.recurbench.api.batch.Batch;

/** Plain loops that take a tenth longer. */
public final class SlowBackend extends LoopsImitation {
    @Override
    public String id() {
        return "acme:slow";
    }

    @Override
    public String description() {
        return "plain loops that take a tenth longer";
    }

    @Override
    Trainer imitate(Trainer loops) {
        return new Passing(loops) {
            @Override
            public double step(Batch batch, double learningRate) {
                long start = System.nanoTime();
                double loss = super.step(batch, learningRate);
                long end = start + (System.nanoTime() - start) * 11 / 10;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                return loss;
            }
        };
    }
}
