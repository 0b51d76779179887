package io.recurbench.nd4j;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.program.OutputSpec.LossKind;
import io.recurbench.api.program.Program;
import io.recurbench.backend.Shape;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The batch that is run: its dense rows and numbers to predict in native memory, tokens, classes and mask where they are. */
final class BatchInput {
    private final boolean classes;
    private final Region dense;
    private final Region numbers;
    private @Nullable Batch batch;

    BatchInput(Operations operations, Program program, Shape shape) {
        classes = program.output().loss() == LossKind.SOFTMAX_CROSS_ENTROPY;
        dense = program.input().isTokens()
                ? operations.allocate(1, 1)
                : operations.allocate(shape.positions(), program.input().size());
        numbers = classes
                ? operations.allocate(1, 1)
                : operations.allocate(shape.positions(), program.output().width());
    }

    /** Takes a batch, until the next one. */
    void begin(Batch next) {
        batch = next;
        dense.write(next.dense(), next.dense().length);
        if (!classes) {
            writeNumbers(next.denseTargets());
        }
    }

    /** What stands at a position that is not scored may be NaN, which no weight of zero takes away: zero instead. */
    private void writeNumbers(float[] values) {
        numbers.write(values, values.length);
        FloatBuffer buffer = numbers.buffer();
        for (int i = 0; i < values.length; i++) {
            if (!isScored(i / numbers.width())) {
                buffer.put(i, 0f);
            }
        }
    }

    private Batch batch() {
        return Objects.requireNonNull(batch, "no batch is run");
    }

    /** Whether the batch goes on where the one before it ended. */
    boolean carried() {
        return batch().carried();
    }

    /** {@code [T x B]}. */
    int[] tokens() {
        return batch().tokens();
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
        return batch().mask()[position] != 0;
    }

    /** The class to predict at a position that is scored. */
    int target(int position) {
        return batch().targets()[position];
    }

    /** The part that a position has in the batch's loss. */
    float weight(int position) {
        return isScored(position) ? 1f / batch().scored() : 0;
    }
}
