package io.recurbench.cuda;

import io.recurbench.api.Batch;
import io.recurbench.api.Evaluation;
import io.recurbench.api.EvaluationTally;
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
        boolean classes = output.loss() == LossKind.SOFTMAX_CROSS_ENTROPY;
        EvaluationTally tally = new EvaluationTally(batch.steps(), batch.rows());
        for (int i = 0; i < losses.length; i++) {
            if (batch.mask()[i] != 0) {
                tally.add(i, losses[i], classes && largest[i] == batch.targets()[i]);
            }
        }
        return tally.evaluation();
    }
}
