package io.recurbench.backend;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.batch.EvaluationTally;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.stability.Stability;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/** Scores of a batch on the host, from the loss of each position, always summed in the same order. */
@Stability.Experimental
public final class Scores {
    private Scores() {}

    /**
     * The mean over the scored positions; 0 if none is scored.
     *
     * @param loss the loss of position {@code t x B + row}, asked for scored positions alone
     */
    public static double meanLoss(Batch batch, IntToDoubleFunction loss) {
        byte[] mask = batch.mask();
        double sum = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] != 0) {
                sum += loss.applyAsDouble(i);
            }
        }
        return batch.scored() == 0 ? 0 : sum / batch.scored();
    }

    /**
     * The scores by step.
     *
     * @param loss as in {@link #meanLoss}
     * @param largest the column of the largest number of a position's prediction, the lowest of equal ones; not asked for
     *     where numbers are predicted
     */
    public static Evaluation ofLargest(
            OutputSpec output, Batch batch, IntToDoubleFunction loss, IntUnaryOperator largest) {
        boolean classes = output.loss() == OutputSpec.LossKind.SOFTMAX_CROSS_ENTROPY;
        EvaluationTally tally = new EvaluationTally(batch.steps(), batch.rows());
        for (int i = 0; i < batch.mask().length; i++) {
            if (batch.mask()[i] != 0) {
                tally.add(i, loss.applyAsDouble(i), classes && largest.applyAsInt(i) == batch.targets()[i]);
            }
        }
        return tally.evaluation();
    }

    /**
     * The scores by step, from the predictions themselves.
     *
     * @param loss as in {@link #meanLoss}
     * @param prediction the number in a column of a position, at {@code position x width + column}
     */
    public static Evaluation of(
            OutputSpec output, Batch batch, IntToDoubleFunction loss, IntToDoubleFunction prediction) {
        return ofLargest(output, batch, loss, position -> largest(output.width(), prediction, position));
    }

    private static int largest(int width, IntToDoubleFunction prediction, int position) {
        int best = 0;
        for (int j = 1; j < width; j++) {
            if (prediction.applyAsDouble(position * width + j) > prediction.applyAsDouble(position * width + best)) {
                best = j;
            }
        }
        return best;
    }
}
