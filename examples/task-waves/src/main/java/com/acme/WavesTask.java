package com.acme;

import io.recurbench.api.Option;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.record.Metric;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.api.task.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The next value of a sum of two sines, from the values so far: {@code x(t) = sin(a t + p) / 2 + sin(b t + q) / 2} with
 * frequencies in [0.2, 1.2) and phases drawn anew for each sequence. Such a sum is a linear recurrence with two unknown
 * coefficients, so that whoever has seen six values can know the next: the best mean squared error is 0.
 */
public final class WavesTask implements LearningTask {
    private static final int SEEN_BEFORE = 8;

    @Override
    public String id() {
        return "acme:waves";
    }

    @Override
    public String description() {
        return "the next value of a sum of two sines";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.integer("length", 32, SEEN_BEFORE + 1, 10_000, "values in a training sequence"));
    }

    @Override
    public TaskData open(TaskRequest request) {
        return new Data(request.options().integer("length"));
    }

    private record Data(int length) implements TaskData {
        @Override
        public TaskSpec spec() {
            return new TaskSpec(
                    InputSpec.dense(1),
                    OutputSpec.numbers(1),
                    TaskSpec.Score.MEAN_SQUARED_ERROR,
                    // Of the best constant answer: two sines of half the size, each of the variance 1/8.
                    0.25,
                    OptionalDouble.of(0),
                    Map.of("length", String.valueOf(length), "scored from", "value " + SEEN_BEFORE),
                    Map.of());
        }

        @Override
        public OptionalInt longestTraining() {
            return OptionalInt.of(length);
        }

        @Override
        public BatchSource training(int rows, long seed, int epoch) {
            SeededRandom random = new SeededRandom(SeededRandom.derive(seed, "epoch " + epoch));
            return () -> batch(length, rows, random);
        }

        @Override
        public List<EvaluationSet> evaluations(int rows) {
            return List.of(
                    set("validation", EvaluationSet.Role.VALIDATION, length, rows),
                    set("test", EvaluationSet.Role.TEST, length, rows),
                    set("length-" + 10 * length, EvaluationSet.Role.LENGTH, 10 * length, rows));
        }

        /** The share of the variance that is explained: 0 for the best constant answer, 1 for a perfect one. */
        @Override
        public List<Metric> metrics(EvaluationSet set, Evaluation total) {
            double variance = variance(set);
            double error = total.totalLoss() / total.totalScored();
            return List.of(Metric.of("r-squared", 1 - error / variance, "1", Metric.Direction.HIGHER));
        }

        private static double variance(EvaluationSet set) {
            double count = 0;
            double sum = 0;
            double squares = 0;
            BatchSource source = set.batches().get();
            for (Batch batch = source.next(); batch != null; batch = source.next()) {
                for (int i = SEEN_BEFORE * batch.rows(); i < batch.denseTargets().length; i++) {
                    double target = batch.denseTargets()[i];
                    count++;
                    sum += target;
                    squares += target * target;
                }
            }
            return squares / count - sum / count * (sum / count);
        }

        private static EvaluationSet set(String name, EvaluationSet.Role role, int length, int rows) {
            return new EvaluationSet(name, role, length, () -> {
                SeededRandom random = new SeededRandom(SeededRandom.derive(0, name));
                int[] left = {256};
                return () -> {
                    int count = Math.min(rows, left[0]);
                    left[0] -= count;
                    return count == 0 ? null : batch(length, count, random);
                };
            });
        }

        private static Batch batch(int length, int rows, SeededRandom random) {
            float[] values = new float[length * rows];
            float[] next = new float[length * rows];
            byte[] mask = new byte[length * rows];
            for (int row = 0; row < rows; row++) {
                double a = 0.2 + random.nextDouble();
                double p = 2 * Math.PI * random.nextDouble();
                double b = 0.2 + random.nextDouble();
                double q = 2 * Math.PI * random.nextDouble();
                for (int t = 0; t < length; t++) {
                    values[t * rows + row] = wave(a, p, b, q, t);
                    next[t * rows + row] = wave(a, p, b, q, t + 1);
                    mask[t * rows + row] = (byte) (t < SEEN_BEFORE ? 0 : 1);
                }
            }
            return Batch.ofNumbers(length, rows, new int[0], values, next, mask, false);
        }

        /** StrictMath: the same digits on every machine. */
        private static float wave(double a, double p, double b, double q, int t) {
            return (float) (0.5 * StrictMath.sin(a * t + p) + 0.5 * StrictMath.sin(b * t + q));
        }
    }
}
