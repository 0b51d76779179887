package com.acme;

import io.recurbench.api.Option;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.api.task.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Are there more ones than zeros in a string of an odd number of random bits? */
public final class MajorityTask implements LearningTask {
    @Override
    public String id() {
        return "acme:majority";
    }

    @Override
    public String description() {
        return "are there more ones than zeros";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.integer("pairs", 10, 1, 10_000, "the strings have one bit more than twice as many"));
    }

    @Override
    public TaskData open(TaskRequest request) {
        return new Data(2 * request.options().integer("pairs") + 1);
    }

    private record Data(int length) implements TaskData {
        @Override
        public TaskSpec spec() {
            return new TaskSpec(
                    InputSpec.tokens(2),
                    OutputSpec.classes(2),
                    TaskSpec.Score.NORMALISED_ACCURACY,
                    0.5,
                    OptionalDouble.of(1),
                    Map.of("length", String.valueOf(length), "supervision", "last position"),
                    Map.of());
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
                    set("length-" + (10 * length + 1), EvaluationSet.Role.LENGTH, 10 * length + 1, rows));
        }

        private static EvaluationSet set(String name, EvaluationSet.Role role, int length, int rows) {
            return new EvaluationSet(name, role, length, () -> {
                SeededRandom random = new SeededRandom(SeededRandom.derive(0, name));
                int[] left = {1024};
                return () -> {
                    int count = Math.min(rows, left[0]);
                    left[0] -= count;
                    return count == 0 ? null : batch(length, count, random);
                };
            });
        }

        private static Batch batch(int length, int rows, SeededRandom random) {
            int[] tokens = new int[length * rows];
            int[] targets = new int[length * rows];
            byte[] mask = new byte[length * rows];
            for (int row = 0; row < rows; row++) {
                int ones = 0;
                for (int t = 0; t < length; t++) {
                    tokens[t * rows + row] = random.nextInt(2);
                    ones += tokens[t * rows + row];
                }
                int last = (length - 1) * rows + row;
                targets[last] = 2 * ones > length ? 1 : 0;
                mask[last] = 1;
            }
            return Batch.ofTokens(length, rows, tokens, targets, mask, false);
        }
    }
}
