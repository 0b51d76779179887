package io.recurbench.api.batch;

import io.recurbench.api.stability.Stability;

/**
 * The score of one batch, by time step, so that sums over batches, means and curves over positions all follow from it.
 *
 * @param loss {@code [T]} sum of the losses of the scored positions (nats, or squared error)
 * @param scored {@code [T]} number of scored positions
 * @param correct {@code [T]} of those, where the largest logit is the target (the lower index wins a tie); 0 for numbers
 * @param sequences number of sequences with at least one scored position
 * @param sequencesCorrect of those, with every scored position correct
 */
@Stability.Stable
public record Evaluation(double[] loss, long[] scored, long[] correct, long sequences, long sequencesCorrect) {

    /** The sum of all losses. */
    public double totalLoss() {
        double total = 0;
        for (double l : loss) {
            total += l;
        }
        return total;
    }

    /** The number of all scored positions. */
    public long totalScored() {
        long total = 0;
        for (long s : scored) {
            total += s;
        }
        return total;
    }

    /** The number of all correct positions. */
    public long totalCorrect() {
        long total = 0;
        for (long c : correct) {
            total += c;
        }
        return total;
    }
}
