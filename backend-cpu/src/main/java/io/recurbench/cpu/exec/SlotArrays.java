package io.recurbench.cpu.exec;

import io.recurbench.api.RecurbenchException;
import io.recurbench.cpu.plan.Plan;
import io.recurbench.cpu.plan.Region;

/** The arrays of a plan's regions that all threads share. Grows with the largest batch. */
final class SlotArrays {
    private static final float[] NOTHING = {};

    private final Plan plan;
    private final Region[] regions;
    private final float[][] arrays;

    SlotArrays(Plan plan, float[] parameters, float[] gradient) {
        this.plan = plan;
        this.regions = plan.regions().toArray(new Region[0]);
        this.arrays = new float[regions.length][];
        int vocabulary = plan.program().input().size();
        for (Region region : regions) {
            arrays[region.index()] = switch (region.kind()) {
                case PARAMETERS -> parameters;
                case GRADIENT -> gradient;
                case ROW -> new float[region.width()];
                case TABLE -> new float[length(vocabulary, 1, region.width())];
                case INPUT, HISTORY, RING, SCRATCH, BLOCK -> NOTHING;
            };
        }
    }

    /** The array of a region. */
    float[] of(Region region) {
        return arrays[region.index()];
    }

    /** Makes room for a batch. */
    void ensure(CurrentBatch batch) {
        for (int i = 0; i < regions.length; i++) {
            Region region = regions[i];
            if (region.kind() == Region.Kind.INPUT) {
                arrays[i] = batch.dense;
            }
            int slices =
                    region.kind() == Region.Kind.HISTORY ? batch.steps + 1 : region.kind() == Region.Kind.RING ? 2 : 0;
            int needed = length(slices, batch.rows, region.width());
            if (slices > 0 && arrays[i].length < needed) {
                arrays[i] = NOTHING;
                arrays[i] = new float[needed];
            }
        }
    }

    private int length(int slices, int batchRows, int width) {
        long length = (long) slices * batchRows * width;
        if (length > Integer.MAX_VALUE - 64) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.RESOURCE,
                    plan.program().name() + " needs " + length + " numbers for one value (" + slices + " x " + batchRows
                            + " rows of " + width + "), more than one array holds: use shorter or smaller batches",
                    null);
        }
        return (int) length;
    }

    /** Bytes held, parameters and gradient not counted. */
    long bytes() {
        long bytes = 0;
        for (Region region : regions) {
            if (region.kind() != Region.Kind.PARAMETERS
                    && region.kind() != Region.Kind.GRADIENT
                    && region.kind() != Region.Kind.INPUT) {
                bytes += 4L * arrays[region.index()].length;
            }
        }
        return bytes;
    }
}
