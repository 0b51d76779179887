package io.recurbench.testkit.wrong;

import io.recurbench.api.Option;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.SecondMethod;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.api.task.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * Whether a string of bits holds an odd number of ones: a right task, out of which wrong ones are made. Strings are
 * numbers; a quarter of the shortest is held out to validate with.
 *
 * @param name of the mistake
 * @param mistake made in the data
 */
record RightTask(String name, UnaryOperator<TaskData> mistake) implements LearningTask {
    static final int LENGTH = 6;

    @Override
    public String id() {
        return "wrong-" + name;
    }

    @Override
    public String description() {
        return "odd or even, with a mistake: " + name;
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.integer("offset", 0, 0, 100, "a number without meaning"), Option.flag("unused", false, "none"));
    }

    @Override
    public TaskData open(TaskRequest request) {
        return mistake.apply(new Data());
    }

    /** Strings of bits as batches, each row the string of its number. */
    static Batch batch(int length, int[] strings, IntUnaryOperator label) {
        int rows = strings.length;
        int[] tokens = new int[length * rows];
        int[] targets = new int[length * rows];
        byte[] mask = new byte[length * rows];
        for (int row = 0; row < rows; row++) {
            for (int t = 0; t < length; t++) {
                tokens[t * rows + row] = strings[row] >> t & 1;
            }
            targets[(length - 1) * rows + row] = label.applyAsInt(strings[row]);
            mask[(length - 1) * rows + row] = 1;
        }
        return Batch.ofTokens(length, rows, tokens, targets, mask, false);
    }

    static int parity(int string) {
        return Integer.bitCount(string) % 2;
    }

    /** A set of strings, by index. */
    static EvaluationSet set(
            String name, EvaluationSet.Role role, int length, int count, int rows, IntUnaryOperator string) {
        return new EvaluationSet(name, role, length, () -> new BatchSource() {
            private int next;

            @Override
            public Batch next() {
                int[] strings = new int[Math.min(rows, count - next)];
                for (int row = 0; row < strings.length; row++) {
                    strings[row] = string.applyAsInt(next++);
                }
                return strings.length == 0 ? null : batch(length, strings, RightTask::parity);
            }
        });
    }

    /** A string that is drawn for an index. */
    static IntUnaryOperator drawn(int length) {
        return index -> new SeededRandom(SeededRandom.derive(length, "string " + index)).nextInt(1 << length);
    }

    /** Batches without end, of strings that are drawn. */
    static BatchSource training(int rows, SeededRandom random) {
        return () -> {
            int[] strings = new int[rows];
            for (int row = 0; row < rows; row++) {
                int string = random.nextInt(1 << LENGTH);
                // Those that end in two zeros are held out.
                strings[row] = string % 4 == 0 ? string + 1 : string;
            }
            return batch(LENGTH, strings, RightTask::parity);
        };
    }

    /** The right data; wrong ones override. */
    static class Data implements TaskData {
        @Override
        public TaskSpec spec() {
            return new TaskSpec(
                    InputSpec.tokens(2),
                    OutputSpec.classes(2),
                    TaskSpec.Score.NORMALISED_ACCURACY,
                    0.5,
                    OptionalDouble.of(1),
                    Map.of("length", "6"),
                    Map.of());
        }

        @Override
        public BatchSource training(int rows, long seed, int epoch) {
            return RightTask.training(rows, new SeededRandom(SeededRandom.derive(seed, "epoch " + epoch)));
        }

        @Override
        public OptionalInt longestTraining() {
            return OptionalInt.of(LENGTH);
        }

        @Override
        public List<EvaluationSet> evaluations(int rows) {
            return List.of(
                    set("validation", EvaluationSet.Role.VALIDATION, LENGTH, 16, rows, index -> 4 * index),
                    set("length-6", EvaluationSet.Role.LENGTH, LENGTH, 300, rows, drawn(LENGTH)),
                    set("length-12", EvaluationSet.Role.LENGTH, 12, 300, rows, drawn(12)));
        }

        @Override
        public Optional<SecondMethod> secondMethod() {
            return Optional.of(sequence -> {
                double[] answers = new double[sequence.steps()];
                for (int t = 0; t < answers.length; t++) {
                    answers[t] = (t == 0 ? 0 : answers[t - 1]) == sequence.tokens()[t] ? 0 : 1;
                }
                return answers;
            });
        }

        @Override
        public Set<String> heldOut() {
            return Set.of("validation");
        }
    }

    /** Twice a number that is drawn, from the number. */
    static class Numbers extends Data {
        private final double chance;

        Numbers(double chance) {
            this.chance = chance;
        }

        @Override
        public TaskSpec spec() {
            return new TaskSpec(
                    InputSpec.dense(1),
                    OutputSpec.numbers(1),
                    TaskSpec.Score.MEAN_SQUARED_ERROR,
                    chance,
                    OptionalDouble.of(0),
                    Map.of("length", "1"),
                    Map.of());
        }

        @Override
        public BatchSource training(int rows, long seed, int epoch) {
            SeededRandom random = new SeededRandom(seed);
            return () -> numbers(rows, () -> random.nextGaussian());
        }

        @Override
        public List<EvaluationSet> evaluations(int rows) {
            return List.of(new EvaluationSet("validation", EvaluationSet.Role.VALIDATION, 1, () -> {
                int[] left = {600};
                return () -> {
                    int count = Math.min(rows, left[0]);
                    left[0] -= count;
                    int[] index = {left[0] + count};
                    return count == 0
                            ? null
                            : numbers(
                                    count,
                                    () -> new SeededRandom(SeededRandom.derive(1, "n" + index[0]--)).nextGaussian());
                };
            }));
        }

        private static Batch numbers(int rows, DoubleSupplier draw) {
            float[] inputs = new float[rows];
            float[] targets = new float[rows];
            byte[] mask = new byte[rows];
            for (int row = 0; row < rows; row++) {
                inputs[row] = (float) draw.getAsDouble();
                targets[row] = 2 * inputs[row] + 3;
                mask[row] = 1;
            }
            return Batch.ofNumbers(1, rows, new int[0], inputs, targets, mask, false);
        }

        @Override
        public OptionalInt longestTraining() {
            return OptionalInt.of(1);
        }

        @Override
        public Optional<SecondMethod> secondMethod() {
            return Optional.of(sequence -> new double[] {sequence.dense()[0] + sequence.dense()[0] + 3});
        }

        @Override
        public Set<String> heldOut() {
            return Set.of();
        }
    }
}
