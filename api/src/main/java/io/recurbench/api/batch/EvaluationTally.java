package io.recurbench.api.batch;

import io.recurbench.api.stability.Stability;

/** Adds up the scored positions of one batch, for a backend that has the loss of each and whether it is correct. */
@Stability.Stable
public final class EvaluationTally {
    private final int rows;
    private final double[] loss;
    private final long[] scored;
    private final long[] correct;
    private final boolean[] touched;
    private final boolean[] wrong;

    /**
     * An empty tally.
     *
     * @param steps T of the batch
     * @param rows B of the batch
     */
    public EvaluationTally(int steps, int rows) {
        this.rows = rows;
        this.loss = new double[steps];
        this.scored = new long[steps];
        this.correct = new long[steps];
        this.touched = new boolean[rows];
        this.wrong = new boolean[rows];
    }

    /**
     * Counts a scored position.
     *
     * @param position {@code step x B + row}
     * @param positionLoss its loss
     * @param isCorrect whether the largest logit is the target; false for numbers
     */
    public void add(int position, double positionLoss, boolean isCorrect) {
        int step = position / rows;
        int row = position % rows;
        loss[step] += positionLoss;
        scored[step]++;
        correct[step] += isCorrect ? 1 : 0;
        touched[row] = true;
        wrong[row] |= !isCorrect;
    }

    /** The score of what was counted. */
    public Evaluation evaluation() {
        long sequences = 0;
        long sequencesCorrect = 0;
        for (int row = 0; row < rows; row++) {
            sequences += touched[row] ? 1 : 0;
            sequencesCorrect += touched[row] && !wrong[row] ? 1 : 0;
        }
        return new Evaluation(loss, scored, correct, sequences, sequencesCorrect);
    }
}
