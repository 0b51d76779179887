package io.recurbench.cpu.exec;

import io.recurbench.api.RecurbenchException;
import io.recurbench.cpu.plan.GraphPlan;
import io.recurbench.cpu.plan.PlannedSlot;

/** The arrays of a plan's slots that all threads share. Grows with the largest batch. */
final class SlotArrays {
    private static final float[] NOTHING = {};

    private final GraphPlan plan;
    private final PlannedSlot[] slots;
    private final float[][] arrays;
    private int steps;
    private int rows;

    SlotArrays(GraphPlan plan, float[] parameters, float[] gradient) {
        this.plan = plan;
        this.slots = plan.slots().toArray(new PlannedSlot[0]);
        this.arrays = new float[slots.length][];
        for (PlannedSlot slot : slots) {
            arrays[slot.index()] = switch (slot.kind()) {
                case PARAMETERS -> parameters;
                case GRADIENT -> gradient;
                case TABLE -> new float[length(slot)];
                case INPUT, BATCH, HISTORY, RING, STEP, CHAIN -> NOTHING;
            };
        }
    }

    /** The array of a slot; empty for one of STEP or CHAIN, of which each thread has its own. */
    float[] of(PlannedSlot slot) {
        return arrays[slot.index()];
    }

    /** Makes room for a batch. */
    void ensure(CurrentBatch batch) {
        if (steps != batch.steps || rows != batch.rows) {
            steps = batch.steps;
            rows = batch.rows;
            for (PlannedSlot slot : slots) {
                if (slot.kind().isShared() && arrays[slot.index()].length < length(slot)) {
                    arrays[slot.index()] = NOTHING;
                    arrays[slot.index()] = new float[length(slot)];
                }
            }
        }
        for (PlannedSlot slot : slots) {
            if (slot.kind() == PlannedSlot.Kind.INPUT) {
                arrays[slot.index()] = batch.dense;
            }
        }
    }

    private int length(PlannedSlot slot) {
        long length = slot.numbers(steps, rows);
        if (length > Integer.MAX_VALUE - 64) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.RESOURCE,
                    plan.program().name() + " needs " + length + " numbers for one value (rows of " + slot.width()
                            + "), more than one array holds: use shorter or smaller batches",
                    null);
        }
        return (int) length;
    }

    /** Bytes held, parameters and gradient not counted. */
    long bytes() {
        long bytes = 0;
        for (PlannedSlot slot : slots) {
            bytes += slot.kind().isShared() ? 4L * arrays[slot.index()].length : 0;
        }
        return bytes;
    }
}
