package io.recurbench.testkit.reference;

import io.recurbench.api.Batch;
import io.recurbench.api.Evaluation;
import io.recurbench.api.program.OutputSpec;

/** Counts what a pass got right. */
final class Scoring {
    private Scoring() {}

    static Evaluation score(OutputSpec output, Batch batch, Pass pass) {
        int steps = batch.steps();
        int rows = batch.rows();
        double[] loss = new double[steps];
        long[] scored = new long[steps];
        long[] correct = new long[steps];
        int[] scoredInSequence = new int[rows];
        int[] correctInSequence = new int[rows];
        for (int t = 0; t < steps; t++) {
            for (int row = 0; row < rows; row++) {
                int position = t * rows + row;
                if (batch.mask()[position] == 0) {
                    continue;
                }
                boolean right = isCorrect(output, batch, pass, position);
                loss[t] += pass.losses()[position];
                scored[t]++;
                correct[t] += right ? 1 : 0;
                scoredInSequence[row]++;
                correctInSequence[row] += right ? 1 : 0;
            }
        }
        long sequences = 0;
        long sequencesCorrect = 0;
        for (int row = 0; row < rows; row++) {
            sequences += scoredInSequence[row] > 0 ? 1 : 0;
            sequencesCorrect += scoredInSequence[row] > 0 && correctInSequence[row] == scoredInSequence[row] ? 1 : 0;
        }
        return new Evaluation(loss, scored, correct, sequences, sequencesCorrect);
    }

    private static boolean isCorrect(OutputSpec output, Batch batch, Pass pass, int position) {
        return switch (output.loss()) {
            case SOFTMAX_CROSS_ENTROPY -> {
                int offset = position * output.width();
                int largest = 0;
                for (int j = 1; j < output.width(); j++) {
                    if (pass.prediction()[offset + j] > pass.prediction()[offset + largest]) {
                        largest = j;
                    }
                }
                yield largest == batch.targets()[position];
            }
            case MEAN_SQUARED_ERROR -> false;
        };
    }
}
