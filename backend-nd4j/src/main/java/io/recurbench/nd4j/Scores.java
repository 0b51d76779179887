package io.recurbench.nd4j;

import io.recurbench.api.Batch;
import io.recurbench.api.Evaluation;
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
        int steps = batch.steps();
        int rows = batch.rows();
        boolean classes = output.loss() == LossKind.SOFTMAX_CROSS_ENTROPY;
        double[] loss = new double[steps];
        long[] scored = new long[steps];
        long[] correct = new long[steps];
        boolean[] hasScore = new boolean[rows];
        boolean[] hasError = new boolean[rows];
        for (int i = 0; i < steps * rows; i++) {
            if (batch.mask()[i] == 0) {
                continue;
            }
            int t = i / rows;
            int row = i % rows;
            loss[t] += losses.get(i);
            scored[t]++;
            hasScore[row] = true;
            if (classes && largest(predictions, i * output.width(), output.width()) == batch.targets()[i]) {
                correct[t]++;
            } else {
                hasError[row] = true;
            }
        }
        long sequences = 0;
        long sequencesCorrect = 0;
        for (int row = 0; row < rows; row++) {
            sequences += hasScore[row] ? 1 : 0;
            sequencesCorrect += hasScore[row] && !hasError[row] ? 1 : 0;
        }
        return new Evaluation(loss, scored, correct, sequences, sequencesCorrect);
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
