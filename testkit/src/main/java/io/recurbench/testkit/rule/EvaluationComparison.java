package io.recurbench.testkit.rule;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.stability.Stability;
import io.recurbench.reference.Pass;

/**
 * Compares an evaluation with the reference's predictions. Losses agree within rounding; counts agree exactly, but for
 * positions whose two best logits are so near that rounding may swap them.
 */
@Stability.Experimental
public final class EvaluationComparison {
    private final OutputSpec output;
    private final Batch batch;
    private final Pass expected;

    private EvaluationComparison(OutputSpec output, Batch batch, Pass expected) {
        this.output = output;
        this.batch = batch;
        this.expected = expected;
    }

    /** Compares the evaluation of a batch with the reference's pass over it. */
    public static void compare(OutputSpec output, Batch batch, Pass expected, Evaluation actual, Check check) {
        new EvaluationComparison(output, batch, expected).compare(actual, check);
    }

    private void compare(Evaluation actual, Check check) {
        int steps = batch.steps();
        int rows = batch.rows();
        double[] loss = new double[steps];
        long[] scored = new long[steps];
        long[] surelyCorrect = new long[steps];
        long[] perhapsCorrect = new long[steps];
        boolean[] rowScored = new boolean[rows];
        boolean[] rowSurelyWrong = new boolean[rows];
        boolean[] rowPerhapsWrong = new boolean[rows];
        for (int position = 0; position < steps * rows; position++) {
            if (batch.mask()[position] == 0) {
                continue;
            }
            int t = position / rows;
            int row = position % rows;
            double margin = margin(position);
            boolean sure = margin > Tolerances.tie(steps);
            boolean perhaps = margin >= -Tolerances.tie(steps);
            loss[t] += expected.losses()[position];
            scored[t]++;
            surelyCorrect[t] += sure ? 1 : 0;
            perhapsCorrect[t] += perhaps ? 1 : 0;
            rowScored[row] = true;
            rowSurelyWrong[row] |= !perhaps;
            rowPerhapsWrong[row] |= !sure;
        }
        check.close("sum of losses by step", loss, actual.loss(), Tolerances.losses(steps, rows));
        check.same("scored positions by step", scored, actual.scored());
        checkBetween("correct positions by step", surelyCorrect, perhapsCorrect, actual.correct(), check);
        checkBetween(
                "sequences",
                new long[] {count(rowScored, new boolean[rows])},
                new long[] {count(rowScored, new boolean[rows])},
                new long[] {actual.sequences()},
                check);
        checkBetween(
                "correct sequences",
                new long[] {count(rowScored, rowPerhapsWrong)},
                new long[] {count(rowScored, rowSurelyWrong)},
                new long[] {actual.sequencesCorrect()},
                check);
    }

    /** By how much the target's logit exceeds the best other one; numbers are never correct. */
    private double margin(int position) {
        if (output.loss() == OutputSpec.LossKind.MEAN_SQUARED_ERROR) {
            return Double.NEGATIVE_INFINITY;
        }
        int offset = position * output.width();
        int target = batch.targets()[position];
        double best = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < output.width(); j++) {
            best = j == target ? best : Math.max(best, expected.prediction()[offset + j]);
        }
        return expected.prediction()[offset + target] - best;
    }

    private static long count(boolean[] included, boolean[] excluded) {
        long count = 0;
        for (int i = 0; i < included.length; i++) {
            count += included[i] && !excluded[i] ? 1 : 0;
        }
        return count;
    }

    private static void checkBetween(String name, long[] least, long[] most, long[] actual, Check check) {
        check.that(
                actual.length == least.length, name + ": expected " + least.length + " entries, got " + actual.length);
        for (int i = 0; i < least.length; i++) {
            String range = least[i] == most[i] ? "" + least[i] : least[i] + " to " + most[i];
            check.that(
                    actual[i] >= least[i] && actual[i] <= most[i],
                    name + ", entry " + i + ": expected " + range + ", got " + actual[i]);
        }
    }
}
