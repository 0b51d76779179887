package io.recurbench.cuda.run;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.program.OutputSpec.LossKind;
import io.recurbench.api.program.Program;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where the parts of a batch stand in the one block that is copied to the device: two settings, tokens, the positions
 * sorted by token, where each token's begin, targets, mask, rows of numbers. Offsets count numbers of 4 bytes.
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
    private final int size;

    BatchInput(Program program, boolean sorted, int positions) {
        this.sorted = sorted;
        this.positions = positions;
        classes = program.output().loss() == LossKind.SOFTMAX_CROSS_ENTROPY;
        boolean token = program.input().isTokens();
        vocabulary = token ? program.input().size() : 0;
        tokens = SETTINGS;
        order = tokens + aligned(token ? positions : 0);
        starts = order + aligned(sorted ? positions : 0);
        targets = starts + aligned(sorted ? vocabulary + 1 : 0);
        mask = targets
                + aligned(
                        classes
                                ? positions
                                : Math.multiplyExact(positions, program.output().width()));
        dense = mask + aligned(positions);
        size = dense
                + aligned(
                        token
                                ? 0
                                : Math.multiplyExact(positions, program.input().size()));
    }

    private static int aligned(int count) {
        return Math.multiplyExact((count + 63) / 64, 64);
    }

    /** Numbers of the whole block. */
    int size() {
        return size;
    }

    /** Writes a batch into the host's copy of the block. */
    void write(Batch batch, ByteBuffer to) {
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

    /** Addresses of the parts, given that of the block. */
    record Addresses(BatchInput input, long block) {
        /** 1 / scored positions, or 0. */
        long weight() {
            return at(WEIGHT);
        }

        /** Not 0 if the batch goes on where the one before it ended. */
        long carried() {
            return at(CARRIED);
        }

        long tokens() {
            return at(input.tokens);
        }

        /** Positions sorted by token; 0 if there are no tokens. */
        long order() {
            return input.sorted ? at(input.order) : 0;
        }

        /** For each token where its positions begin, and the end. */
        long starts() {
            return input.sorted ? at(input.starts) : 0;
        }

        /** Classes or numbers. */
        long targets() {
            return at(input.targets);
        }

        long mask() {
            return at(input.mask);
        }

        long dense() {
            return at(input.dense);
        }

        private long at(int offset) {
            return block + 4L * offset;
        }
    }
}
