package io.recurbench.cuda.run;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.program.OutputSpec.LossKind;
import io.recurbench.api.program.Program;
import io.recurbench.cuda.driver.Region;
import io.recurbench.cuda.driver.Staging;
import io.recurbench.cuda.driver.Stream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A batch on the device, one block that is copied there at once: two settings, tokens, the positions sorted by token, where
 * each token's begin, targets, mask, rows of numbers. Offsets count numbers of 4 bytes.
 */
final class BatchInput {
    private static final int WEIGHT = 0;
    private static final int CARRIED = 1;
    private static final int SETTINGS = 64;

    private final boolean classes;
    private final boolean sorted;
    private final int vocabulary;
    private final int positions;
    private final int tokens;
    private final int order;
    private final int starts;
    private final int targets;
    private final int mask;
    private final int dense;
    private final Region.Place block;
    private int size = SETTINGS;

    /**
     * Asks for memory.
     *
     * @param sorted whether sums by token need the order of positions
     */
    BatchInput(Program program, boolean sorted, int positions, Region memory) {
        this.sorted = sorted;
        this.positions = positions;
        classes = program.output().loss() == LossKind.SOFTMAX_CROSS_ENTROPY;
        vocabulary = program.vocabulary();
        boolean isTokens = program.input().isTokens();
        tokens = part(isTokens ? positions : 0, 1);
        order = part(sorted ? positions : 0, 1);
        starts = part(sorted ? vocabulary + 1 : 0, 1);
        targets = part(positions, classes ? 1 : program.output().width());
        mask = part(positions, 1);
        dense = part(isTokens ? 0 : positions, program.input().size());
        block = memory.reserve(size);
    }

    private int part(int rows, int width) {
        int offset = size;
        int end = Math.addExact(offset, Math.multiplyExact(rows, width));
        size = Math.multiplyExact(Math.addExact(end, 63) / 64, 64);
        return offset;
    }

    /** Writes a batch into pinned memory and enqueues its copy. */
    void upload(Batch batch, Staging staging, Stream stream) {
        long bytes = 4L * size;
        write(batch, staging.buffer(bytes));
        staging.upload(block.at(0), bytes, stream);
    }

    private void write(Batch batch, ByteBuffer to) {
        to.putFloat(4 * WEIGHT, batch.scored() == 0 ? 0 : 1f / batch.scored());
        to.putFloat(4 * CARRIED, batch.carried() ? 1 : 0);
        if (batch.tokens().length > 0) {
            integers(to, tokens, batch.tokens());
            if (sorted) {
                writeOrder(batch.tokens(), to);
            }
        } else {
            reals(to, dense, batch.dense());
        }
        if (classes) {
            integers(to, targets, batch.targets());
        } else {
            reals(to, targets, batch.denseTargets());
        }
        for (int i = 0; i < positions; i++) {
            to.putFloat(4 * (mask + i), batch.mask()[i]);
        }
    }

    /** Counting sort: the positions of each token in the order in which they stand in the batch. */
    private void writeOrder(int[] all, ByteBuffer to) {
        int[] next = new int[vocabulary + 1];
        for (int token : all) {
            next[token + 1]++;
        }
        Arrays.parallelPrefix(next, Integer::sum);
        integers(to, starts, next);
        for (int i = 0; i < positions; i++) {
            to.putInt(4 * (order + next[all[i]]++), i);
        }
    }

    private static void integers(ByteBuffer to, int offset, int[] values) {
        to.position(4 * offset);
        to.asIntBuffer().put(values);
    }

    private static void reals(ByteBuffer to, int offset, float[] values) {
        to.position(4 * offset);
        to.asFloatBuffer().put(values);
    }

    /** The address of 1 / scored positions, or of 0. */
    long weight() {
        return at(WEIGHT);
    }

    /** The address of a number that is not 0 if the batch goes on where the one before it ended. */
    long carried() {
        return at(CARRIED);
    }

    /** The address of the tokens. */
    long tokens() {
        return at(tokens);
    }

    /** The address of the positions sorted by token; 0 if they are not. */
    long order() {
        return sorted ? at(order) : 0;
    }

    /** The address of where each token's positions begin, and of the end; 0 if they are not sorted. */
    long starts() {
        return sorted ? at(starts) : 0;
    }

    /** The address of classes or numbers. */
    long targets() {
        return at(targets);
    }

    /** The address of 1 for each scored position and 0 for others. */
    long mask() {
        return at(mask);
    }

    /** The address of the rows of numbers. */
    long dense() {
        return at(dense);
    }

    private long at(int offset) {
        return block.address() + 4L * offset;
    }
}
