package io.recurbench.nd4j;

import io.recurbench.api.Batch;
import io.recurbench.api.program.OutputSpec.LossKind;
import io.recurbench.api.program.Program;
import java.nio.IntBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A batch on the side of ND4J. Tokens and classes are also kept as one-hot rows: a product with them is the fastest
 * scatter-add that the library has, and the only one that adds in a fixed order.
 */
final class BatchInput {
    private final boolean classes;
    private final int inputSize;
    private final int outputSize;
    private final int positions;
    private final INDArray tokens;
    private final INDArray oneHotTokens;
    private final INDArray dense;
    private final INDArray targets;
    private final INDArray weights;
    private final float[] scratch;
    private boolean carried;

    BatchInput(Native memory, Program program, int steps, int rows) {
        positions = steps * rows;
        classes = program.output().loss() == LossKind.SOFTMAX_CROSS_ENTROPY;
        inputSize = program.input().size();
        outputSize = program.output().width();
        boolean token = program.input().isTokens();
        tokens = memory.adopt(Nd4j.create(DataType.INT32, token ? positions : 1));
        oneHotTokens = memory.zeros(token ? positions : 1, token ? inputSize : 1);
        dense = memory.zeros(token ? 1 : positions, token ? 1 : inputSize);
        targets = memory.zeros(positions, outputSize);
        weights = memory.zeros(positions, 1);
        scratch = new float[Math.multiplyExact(positions, Math.max(inputSize, outputSize))];
    }

    /** Copies a batch. */
    void write(Batch batch) {
        carried = batch.carried();
        if (batch.tokens().length > 0) {
            IntBuffer buffer = tokens.data().asNioInt();
            buffer.put(batch.tokens(), 0, positions);
            writeOneHot(oneHotTokens, inputSize, batch.tokens(), null);
        } else {
            Views.write(dense, batch.dense());
        }
        if (classes) {
            writeOneHot(targets, outputSize, batch.targets(), batch.mask());
        } else {
            writeNumbers(batch.denseTargets(), batch.mask());
        }
        float weight = batch.scored() == 0 ? 0 : 1f / batch.scored();
        float[] row = new float[positions];
        for (int i = 0; i < positions; i++) {
            row[i] = batch.mask()[i] * weight;
        }
        Views.write(weights, row);
    }

    /** What stands at a position that is not scored may be NaN, which no weight of zero takes away: zero instead. */
    private void writeNumbers(float[] numbers, byte[] mask) {
        System.arraycopy(numbers, 0, scratch, 0, positions * outputSize);
        for (int i = 0; i < positions; i++) {
            if (mask[i] == 0) {
                Arrays.fill(scratch, i * outputSize, (i + 1) * outputSize, 0f);
            }
        }
        Views.write(targets, scratch, positions * outputSize);
    }

    private void writeOneHot(INDArray array, int width, int[] indices, byte @Nullable [] mask) {
        Arrays.fill(scratch, 0, positions * width, 0f);
        for (int i = 0; i < positions; i++) {
            if (mask == null || mask[i] != 0) {
                scratch[i * width + indices[i]] = 1f;
            }
        }
        Views.write(array, scratch, positions * width);
    }

    /** Whether the batch goes on where the one before it ended. */
    boolean carried() {
        return carried;
    }

    /** {@code [T x B]}, whole numbers. */
    INDArray tokens() {
        return tokens;
    }

    /** {@code [T x B][V]}. */
    INDArray oneHotTokens() {
        return oneHotTokens;
    }

    /** {@code [T x B][input width]}. */
    INDArray dense() {
        return dense;
    }

    /** {@code [T x B][output width]}: one-hot where a class is scored, zero where none is, or numbers. */
    INDArray targets() {
        return targets;
    }

    /** {@code [T x B][1]}: the mask divided by the number of scored positions. */
    INDArray weights() {
        return weights;
    }
}
