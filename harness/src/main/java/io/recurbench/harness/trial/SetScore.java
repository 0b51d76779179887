package io.recurbench.harness.trial;

import io.recurbench.api.backend.Trainer;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.task.EvaluationSet;
import java.util.Arrays;

/**
 * What a model reached on an evaluation set: sums over all its batches, by position. A sequence may come in windows, the
 * later ones carried; positions go on from one to the next.
 */
final class SetScore {
    /** From here on it pays to see first whether a set ends: reading is quick, evaluating without end is for ever. */
    private static final long LARGE = 1 << 18;

    private double loss;
    private long scored;
    private long correct;
    private long sequences;
    private long sequencesCorrect;
    /** False once a sequence was scored in more than one window: windows are then no whole sequences. */
    private boolean wholeSequences = true;

    private boolean scoredInThisSequence;
    private int steps;
    private long[] scoredAt = new long[0];
    private long[] correctAt = new long[0];
    private double[] lossAt = new double[0];

    private SetScore() {}

    /**
     * Evaluates a set.
     *
     * @param between called before each batch; what it throws ends the evaluation
     * @throws IllegalStateException if nothing is scored, or the set does not end
     */
    static SetScore evaluate(Trainer trainer, EvaluationSet set, Runnable between) {
        SetScore score = new SetScore();
        var source = set.batches().get();
        int position = 0;
        long positions = 0;
        boolean ends = false;
        for (Batch batch = source.next(); batch != null; batch = source.next()) {
            between.run();
            if (!batch.carried()) {
                position = 0;
            }
            Evaluation evaluation = trainer.evaluate(batch);
            score.add(evaluation, position, batch.carried());
            position += batch.steps();
            positions += (long) batch.steps() * batch.rows();
            if (positions > LARGE && !ends) {
                ends = set.ends(between);
                if (!ends) {
                    throw new IllegalStateException("evaluation set '" + set.name()
                            + "' does not end: it has more than " + EvaluationSet.MOST_POSITIONS
                            + " positions; its source gives null after the last batch");
                }
            }
        }
        if (score.scored == 0) {
            throw new IllegalStateException("evaluation set '" + set.name() + "' has no scored position");
        }
        return score;
    }

    private void add(Evaluation evaluation, int start, boolean carried) {
        loss += evaluation.totalLoss();
        long scoredNow = evaluation.totalScored();
        scored += scoredNow;
        correct += evaluation.totalCorrect();
        sequences += evaluation.sequences();
        sequencesCorrect += evaluation.sequencesCorrect();
        if (scoredNow > 0) {
            wholeSequences &= !(carried && scoredInThisSequence);
        }
        scoredInThisSequence = scoredNow > 0 || (carried && scoredInThisSequence);
        int end = start + evaluation.scored().length;
        if (scoredAt.length < end) {
            scoredAt = Arrays.copyOf(scoredAt, Math.max(end, 2 * scoredAt.length));
            correctAt = Arrays.copyOf(correctAt, scoredAt.length);
            lossAt = Arrays.copyOf(lossAt, scoredAt.length);
        }
        for (int t = 0; t < evaluation.scored().length; t++) {
            scoredAt[start + t] += evaluation.scored()[t];
            correctAt[start + t] += evaluation.correct()[t];
            lossAt[start + t] += evaluation.loss()[t];
        }
        steps = Math.max(steps, end);
    }

    /** Mean over the scored positions. */
    double meanLoss() {
        return loss / scored;
    }

    double accuracy() {
        return (double) correct / scored;
    }

    boolean hasSequenceAccuracy() {
        return wholeSequences && sequences > 0;
    }

    double sequenceAccuracy() {
        return (double) sequencesCorrect / sequences;
    }

    /** The sums, by position in the sequence. */
    Evaluation total() {
        return new Evaluation(
                Arrays.copyOf(lossAt, steps),
                Arrays.copyOf(scoredAt, steps),
                Arrays.copyOf(correctAt, steps),
                sequences,
                sequencesCorrect);
    }

    /** Number of positions that were scored at least once. */
    long distinctPositions() {
        return Arrays.stream(scoredAt).filter(count -> count > 0).count();
    }

    /** Scored positions by position in the sequence. */
    long[] scoredAt() {
        return scoredAt;
    }

    /** Correct ones by position in the sequence. */
    long[] correctAt() {
        return correctAt;
    }
}
