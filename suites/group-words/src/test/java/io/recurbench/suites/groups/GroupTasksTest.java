package io.recurbench.suites.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.suites.common.BatchDigest;
import io.recurbench.suites.common.ScoredSequence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupTasksTest {

    private static TaskData open(LearningTask task, Object... options) {
        Map<String, Object> given = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            given.put((String) options[i], options[i + 1]);
        }
        return task.open(
                new TaskRequest(Options.resolve("task '" + task.id() + "'", task.options(), given), Optional.empty()));
    }

    private static List<ScoredSequence> set(TaskData data, int index, int rows) {
        return ScoredSequence.read(data.evaluations(rows).get(index).batches().get(), Integer.MAX_VALUE);
    }

    @Test
    void areFoundAsAService() {
        assertThat(ServiceLoader.load(Suite.class).stream().map(ServiceLoader.Provider::get))
                .hasAtLeastOneElementOfType(GroupWordsSuite.class)
                .flatExtracting(Suite::tasks)
                .extracting(Task::id)
                .contains("word-problem", "group-word");
    }

    @Test
    void goldenDigestsOfTheWordProblem() {
        TaskData data = open(new WordProblemTask(), "group", "S5", "eval-sequences", 32);
        assertThat(BatchDigest.of(data.training(8, 42, 0), 50))
                .isEqualTo("07a9a2d465f70dc23a7340b8241acba9ba16fab8be8379651d193313169bd0e8");
        assertThat(BatchDigest.of(data.evaluations(16).get(1).batches().get(), Integer.MAX_VALUE))
                .isEqualTo("4c67b0cc1b4de4b5667e36938c15c73ed0d0fb5cf4c6edcbd5a29e9a83b5c821");
    }

    @Test
    void goldenDigestsOfWords() {
        TaskData data = open(new GroupWordTask(), "group", "S4", "word", "aba^-1b^-1");
        assertThat(BatchDigest.of(data.training(8, 42, 0), 50))
                .isEqualTo("902eb8cb4c5b0f588d7414906566304dfb73a6fc1911e2b3236903751e02feea");
        assertThat(BatchDigest.of(data.evaluations(16).get(0).batches().get(), Integer.MAX_VALUE))
                .isEqualTo("7070197b918b84a82473ce7d5ca4dba2ee10dace572fa08cde3f887ab97345d3");
    }

    /** The product of permutations by following each point through all of them, not element by element. */
    @Test
    void prefixProductsFollowThePoints() {
        TaskData data = open(new WordProblemTask(), "group", "S4", "supervision", "running");
        int[][] permutations = new int[24][];
        int next = 0;
        for (int code = 0; code < 256; code++) {
            int[] images = {code >> 6 & 3, code >> 4 & 3, code >> 2 & 3, code & 3};
            if (Set.copyOf(List.of(1 << images[0] | 1 << images[1] | 1 << images[2] | 1 << images[3]))
                    .contains(15)) {
                permutations[next++] = images;
            }
        }
        assertThat(next).isEqualTo(24);
        for (ScoredSequence sequence : ScoredSequence.read(data.training(16, 2, 0), 60)) {
            int[] points = {0, 1, 2, 3};
            for (int position = 0; position < sequence.length(); position++) {
                int[] applied = permutations[sequence.tokens().get(position)];
                for (int i = 0; i < 4; i++) {
                    points[i] = applied[points[i]];
                }
                assertThat(permutations[sequence.targets().get(position)]).isEqualTo(points);
            }
        }
    }

    @Test
    void allElementsAreEquallyLikely() {
        for (String group : List.of("Z5", "D4", "S3", "A4", "A5", "S5", "S3xZ2")) {
            TaskData data = open(new WordProblemTask(), "group", group);
            int order = Groups.parse(group).order();
            assertThat(data.spec().chance()).isCloseTo(1.0 / order, within(1e-12));
            assertThat(data.spec().input().size()).isEqualTo(order);
        }
    }

    @Test
    void everyPairIsInOnePartAndHasItsValue() {
        Group group = Groups.parse("S3");
        for (double share : new double[] {0.1, 0.5, 0.9}) {
            TaskData data = open(new GroupWordTask(), "group", "S3", "word", "a^2b", "train-share", share);
            int trained = (int) Math.rint(36 * share);
            Set<List<Integer>> seen = new HashSet<>();
            List<ScoredSequence> onePass = ScoredSequence.read(data.training(1, 3, 0), trained);
            onePass.forEach(s -> seen.add(s.tokens()));
            assertThat(seen).as("a pass meets every pair once").hasSize(trained);
            ScoredSequence.read(data.training(16, 4, 0), 100)
                    .forEach(s -> assertThat(seen).contains(s.tokens()));
            List<ScoredSequence> validation = set(data, 0, 4);
            List<ScoredSequence> test = set(data, 2, 100);
            validation.forEach(s -> assertThat(seen.add(s.tokens())).isTrue());
            test.forEach(s -> assertThat(seen.add(s.tokens())).isTrue());
            assertThat(seen).hasSize(36);
            assertThat(set(data, 0, 7)).isEqualTo(validation);
            assertThat(set(data, 1, 5)).containsExactlyInAnyOrderElementsOf(onePass);
            for (List<ScoredSequence> part : List.of(onePass, validation, test)) {
                for (ScoredSequence pair : part) {
                    int a = pair.tokens().get(0);
                    int b = pair.tokens().get(1);
                    assertThat(pair.scored()).containsExactly(false, true);
                    assertThat(pair.lastTarget()).isEqualTo(group.product(group.product(a, a), b));
                }
            }
        }
    }

    @Test
    void operandsMayHaveTokensOfTheirOwn() {
        TaskData data = open(new GroupWordTask(), "group", "S3", "operand-tokens", "separate");
        assertThat(data.spec().input().size()).isEqualTo(12);
        assertThat(data.spec().output().width()).isEqualTo(6);
        assertThat(set(data, 2, 8)).allSatisfy(s -> {
            assertThat(s.tokens().get(0)).isBetween(0, 5);
            assertThat(s.tokens().get(1)).isBetween(6, 11);
        });
    }

    @Test
    void chanceIsTheShareOfTheCommonestValueAmongAllPairs() {
        TaskData commutator = open(new GroupWordTask(), "group", "S3", "word", "aba^-1b^-1");
        // 18 of the 36 pairs of S3 commute: as many as elements times conjugacy classes.
        assertThat(commutator.spec().chance()).isEqualTo(0.5);
        assertThat(commutator.spec().protocol())
                .containsEntry("group", "S3 of order 6, not commutative")
                .containsEntry("word", "aba^-1b^-1");
        assertThat(open(new GroupWordTask()).spec().chance()).isEqualTo(1.0 / 24);
    }

    @Test
    void wordsAndGroupsThatMakeNoTaskAreRefused() {
        assertThatThrownBy(() -> open(new GroupWordTask(), "group", "Z5", "word", "aba^-1b^-1"))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("same value for all pairs of Z5");
        assertThatThrownBy(() -> open(new GroupWordTask(), "group", "Z2", "train-share", 0.99))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("train-share 0.99 of 4 pairs");
        assertThatThrownBy(() -> open(new WordProblemTask(), "group", "Q8"))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("unknown group 'Q8'");
    }

    @Test
    void anotherSeedIsAnotherSplit() {
        assertThat(set(open(new GroupWordTask(), "split-seed", 1), 2, 8))
                .isNotEqualTo(set(open(new GroupWordTask(), "split-seed", 2), 2, 8));
    }
}
