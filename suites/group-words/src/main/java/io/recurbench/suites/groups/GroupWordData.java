package io.recurbench.suites.groups;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.SecondMethod;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pairs of elements and the value of a word: two positions, the second one scored. */
final class GroupWordData implements TaskData {
    private final Group group;
    private final Word word;
    private final int[] values;
    private final PairSplit split;
    private final int secondOffset;
    private final TaskSpec spec;

    /**
     * Opens the task.
     *
     * @param values of the word, by pair
     * @param separate whether the second element has tokens of its own
     */
    GroupWordData(Group group, Word word, int[] values, PairSplit split, boolean separate) {
        this.group = group;
        this.word = word;
        this.values = values;
        this.split = split;
        this.secondOffset = separate ? group.order() : 0;
        double chance = chance(values, group.order());
        this.spec = new TaskSpec(
                InputSpec.tokens(group.order() + secondOffset),
                OutputSpec.classes(group.order()),
                TaskSpec.Score.NORMALISED_ACCURACY,
                chance,
                OptionalDouble.empty(),
                Map.of(
                        "group",
                        GroupWordTask.describe(group),
                        "word",
                        word.toString(),
                        "input",
                        separate ? "a, then b, in tokens of its own" : "a, then b, in the same tokens",
                        "supervision",
                        "final: the second position",
                        "train-set",
                        split.training().length + " of " + values.length + " ordered pairs, share " + split.share()
                                + ", seed " + split.seed(),
                        "held-out",
                        split.validation().length + " pairs for validation, " + split.test().length
                                + " for the test, none of them trained on",
                        "chance",
                        String.format(Locale.ROOT, "%.6f", chance),
                        "state",
                        "reset for each pair",
                        "score-unit",
                        "normalised accuracy"),
                Map.of());
    }

    @Override
    public TaskSpec spec() {
        return spec;
    }

    /** Batches without end: passes over the training pairs, shuffled anew for each pass. */
    @Override
    public BatchSource training(int rows, long seed, int epoch) {
        SeededRandom random = new SeededRandom(SeededRandom.derive(seed, "epoch/" + epoch));
        int[] order = split.training().clone();
        Batch batch = allocate(rows);
        return new BatchSource() {
            private int next = order.length;

            @Override
            public Batch next() {
                for (int row = 0; row < rows; row++) {
                    if (next == order.length) {
                        random.shuffle(order);
                        next = 0;
                    }
                    fill(batch, row, order[next++]);
                }
                return batch;
            }
        };
    }

    @Override
    public OptionalInt longestTraining() {
        return OptionalInt.of(2);
    }

    /** The pairs trained on are evaluated too: grokking is the distance between their curve and that of validation. */
    @Override
    public List<EvaluationSet> evaluations(int rows) {
        return List.of(
                set("validation", EvaluationSet.Role.VALIDATION, split.validation(), rows),
                set("train", EvaluationSet.Role.VALIDATION, split.training(), rows),
                set("test", EvaluationSet.Role.TEST, split.test(), rows));
    }

    /** The letters of the word, multiplied from the last one on. */
    @Override
    public Optional<SecondMethod> secondMethod() {
        return word.letters().map(letters -> pair -> {
            int a = pair.tokens()[0];
            int b = pair.tokens()[1] - secondOffset;
            int value = 0;
            for (int i = letters.length() - 1; i >= 0; i--) {
                char letter = letters.charAt(i);
                int element = Character.toLowerCase(letter) == 'a' ? a : b;
                value = group.product(Character.isUpperCase(letter) ? group.inverse(element) : element, value);
            }
            return new double[] {Double.NaN, value};
        });
    }

    @Override
    public Set<String> heldOut() {
        return Set.of("validation", "test");
    }

    private EvaluationSet set(String name, EvaluationSet.Role role, int[] pairs, int rows) {
        return new EvaluationSet(name, role, 2, () -> new BatchSource() {
            private int next;

            @Override
            public @Nullable Batch next() {
                if (next == pairs.length) {
                    return null;
                }
                Batch batch = allocate(Math.min(rows, pairs.length - next));
                for (int row = 0; row < batch.rows(); row++) {
                    fill(batch, row, pairs[next++]);
                }
                return batch;
            }
        });
    }

    private static Batch allocate(int rows) {
        byte[] mask = new byte[2 * rows];
        Arrays.fill(mask, rows, 2 * rows, (byte) 1);
        return Batch.ofTokens(2, rows, new int[2 * rows], new int[2 * rows], mask, false);
    }

    private void fill(Batch batch, int row, int pair) {
        batch.tokens()[row] = pair / group.order();
        batch.tokens()[batch.rows() + row] = pair % group.order() + secondOffset;
        batch.targets()[batch.rows() + row] = values[pair];
    }

    /** The share of the commonest value among all pairs; in the few of a part, some value is always too frequent. */
    private static double chance(int[] values, int classes) {
        int[] counts = new int[classes];
        int most = 0;
        for (int value : values) {
            most = Math.max(most, ++counts[value]);
        }
        return most / (double) values.length;
    }
}
