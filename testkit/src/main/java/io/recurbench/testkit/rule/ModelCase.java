package io.recurbench.testkit.rule;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.stability.Stability;

/**
 * A compiled model with parameters and batches, all drawn from one seed.
 *
 * @param name the cell, its options and sizes
 * @param spec the model
 * @param program the model, compiled
 * @param parameters first values; nobody changes them
 * @param rows B of its batches
 * @param steps T of its batches
 * @param seed of parameters and batches
 */
@Stability.Experimental
public record ModelCase(
        String name, ModelSpec spec, Program program, float[] parameters, int rows, int steps, long seed) {
    /** Batch number {@code index} of this model's own size, not carried. */
    public Batch batch(int index) {
        return batch(index, Masking.SOME, false);
    }

    /** Batch number {@code index} of this model's own size. */
    public Batch batch(int index, Masking masking, boolean carried) {
        return batch(index, steps, rows, masking, carried);
    }

    /** Batch number {@code index} of another size. */
    public Batch batch(int index, int batchSteps, int batchRows, Masking masking, boolean carried) {
        long batchSeed = SeededRandom.derive(seed, "batch " + index);
        return Batches.random(program, batchSteps, batchRows, masking, carried, batchSeed);
    }
}
