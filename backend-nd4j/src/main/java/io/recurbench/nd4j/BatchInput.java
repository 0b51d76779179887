package io.recurbench.nd4j;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.program.OutputSpec.LossKind;
import io.recurbench.api.program.Program;
import io.recurbench.backend.Shape;
import java.nio.FloatBuffer;

/** A batch: dense rows and numbers to predict in native memory; tokens, classes and mask, which are indices, here. */
final class BatchInput {
    private final int positions;
    private final int outputWidth;
    private final boolean classes;
    private final int[] tokens;
    private final int[] targets;
    private final byte[] mask;
    private final Region dense;
    private final Region numbers;
    private float weight;
    private boolean carried;

    BatchInput(Operations operations, Program program, Shape shape) {
        positions = shape.positions();
        outputWidth = program.output().width();
        classes = program.output().loss() == LossKind.SOFTMAX_CROSS_ENTROPY;
        boolean isTokens = program.input().isTokens();
        tokens = new int[isTokens ? positions : 0];
        targets = new int[classes ? positions : 0];
        mask = new byte[positions];
        dense = isTokens
                ? operations.allocate(1, 1)
                : operations.allocate(positions, program.input().size());
        numbers = classes ? operations.allocate(1, 1) : operations.allocate(positions, outputWidth);
    }

    /** Copies a batch. */
    void write(Batch batch) {
        carried = batch.carried();
        weight = batch.scored() == 0 ? 0 : 1f / batch.scored();
        System.arraycopy(batch.mask(), 0, mask, 0, positions);
        if (tokens.length > 0) {
            System.arraycopy(batch.tokens(), 0, tokens, 0, positions);
        } else {
            dense.write(batch.dense(), batch.dense().length);
        }
        if (classes) {
            System.arraycopy(batch.targets(), 0, targets, 0, positions);
        } else {
            writeNumbers(batch.denseTargets());
        }
    }

    /** What stands at a position that is not scored may be NaN, which no weight of zero takes away: zero instead. */
    private void writeNumbers(float[] values) {
        numbers.write(values, values.length);
        FloatBuffer buffer = numbers.buffer();
        for (int position = 0; position < positions; position++) {
            if (mask[position] == 0) {
                for (int i = position * outputWidth; i < (position + 1) * outputWidth; i++) {
                    buffer.put(i, 0f);
                }
            }
        }
    }

    /** Whether the batch goes on where the one before it ended. */
    boolean carried() {
        return carried;
    }

    /** {@code [T x B]}; the same array for all batches. */
    int[] tokens() {
        return tokens;
    }

    /** {@code [T x B][input width]}. */
    Region dense() {
        return dense;
    }

    /** {@code [T x B][output width]}: the numbers to predict, zero where none is scored. */
    Region numbers() {
        return numbers;
    }

    boolean isScored(int position) {
        return mask[position] != 0;
    }

    /** The class to predict at a position that is scored. */
    int target(int position) {
        return targets[position];
    }

    /** The part that a position has in the batch's loss. */
    float weight(int position) {
        return mask[position] == 0 ? 0 : weight;
    }
}
