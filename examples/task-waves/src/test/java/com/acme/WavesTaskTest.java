package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.recurbench.api.Options;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WavesTaskTest {
    private final WavesTask task = new WavesTask();
    private final TaskData data =
            task.open(new TaskRequest(Options.resolve("task", task.options(), Map.of("length", 20)), Optional.empty()));

    @Test
    void targetsAreTheNextInputsAndFollowTheRecurrenceOfTwoSines() {
        Batch batch = data.training(1, 7, 0).next();
        float[] x = batch.dense();
        for (int t = 0; t + 1 < x.length; t++) {
            assertEquals(x[t + 1], batch.denseTargets()[t]);
        }
        // x(t+2) + x(t-2) = c (x(t+1) + x(t-1)) - d x(t), with c and d from two instances of it.
        double[][] rows = new double[x.length - 4][];
        for (int t = 2; t + 2 < x.length; t++) {
            rows[t - 2] = new double[] {x[t + 1] + x[t - 1], -x[t], x[t + 2] + x[t - 2]};
        }
        double det = rows[0][0] * rows[9][1] - rows[0][1] * rows[9][0];
        double c = (rows[0][2] * rows[9][1] - rows[0][1] * rows[9][2]) / det;
        double d = (rows[0][0] * rows[9][2] - rows[0][2] * rows[9][0]) / det;
        for (double[] row : rows) {
            assertEquals(row[2], c * row[0] + d * row[1], 1e-3);
        }
    }

    @Test
    void theBestConstantAnswerExplainsNothingAndAPerfectOneAll() {
        EvaluationSet test = data.evaluations(64).get(1);
        Batch batch = test.batches().get().next();
        assertTrue(batch.rows() == 64 && batch.steps() == 20);
        Evaluation perfect = new Evaluation(new double[] {0}, new long[] {5}, new long[] {0}, 1, 0);
        assertEquals(1, data.metrics(test, perfect).get(0).value());
        // Two sines of half the size with random phases have the variance 1/4.
        Evaluation constant = new Evaluation(new double[] {5 * 0.25}, new long[] {5}, new long[] {0}, 1, 0);
        assertEquals(0, data.metrics(test, constant).get(0).value(), 0.1);
    }
}
