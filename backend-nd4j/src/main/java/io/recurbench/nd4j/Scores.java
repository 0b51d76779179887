package io.recurbench.nd4j;

import io.recurbench.api.Batch;
import io.recurbench.api.Evaluation;
import io.recurbench.api.EvaluationTally;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.OutputSpec.LossKind;
import java.nio.FloatBuffer;

/** Counts what was right, on the host. */
final class Scores {
    private Scores() {}

    /**
     * @param losses {@code [T x B]}
     * @param predictions {@code [T x B][width]}
     */
    static Evaluation of(OutputSpec output, Batch batch, FloatBuffer losses, FloatBuffer predictions) {
        boolean classes = output.loss() == LossKind.SOFTMAX_CROSS_ENTROPY;
        int width = output.width();
        EvaluationTally tally = new EvaluationTally(batch.steps(), batch.rows());
        for (int i = 0; i < batch.steps() * batch.rows(); i++) {
            if (batch.mask()[i] != 0) {
                tally.add(i, losses.get(i), classes && largest(predictions, i * width, width) == batch.targets()[i]);
            }
        }
        return tally.evaluation();
    }

    private static int largest(FloatBuffer values, int offset, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (values.get(offset + i) > values.get(offset + best)) {
                best = i;
            }
        }
        return best;
    }
}
