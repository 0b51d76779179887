package io.recurbench.cuda;

import io.recurbench.api.Batch;
import io.recurbench.api.Evaluation;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.OutputSpec.LossKind;

/** Counts what was right, on the host. */
final class Scores {
    private Scores() {}

    /**
     * @param losses {@code [T x B]}
     * @param largest {@code [T x B]}: the column of the largest number of each prediction
     */
    static Evaluation of(OutputSpec output, Batch batch, float[] losses, int[] largest) {
        int steps = batch.steps();
        int rows = batch.rows();
        boolean classes = output.loss() == LossKind.SOFTMAX_CROSS_ENTROPY;
        double[] loss = new double[steps];
        long[] scored = new long[steps];
        long[] correct = new long[steps];
        boolean[] hasScore = new boolean[rows];
        boolean[] hasError = new boolean[rows];
        for (int i = 0; i < losses.length; i++) {
            if (batch.mask()[i] == 0) {
                continue;
            }
            int t = i / rows;
            int row = i % rows;
            loss[t] += losses[i];
            scored[t]++;
            hasScore[row] = true;
            if (classes && largest[i] == batch.targets()[i]) {
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
}
