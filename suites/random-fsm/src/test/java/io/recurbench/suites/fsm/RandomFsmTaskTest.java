package io.recurbench.suites.fsm;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomFsmTaskTest {

    private static TaskData open(Object... options) {
        Map<String, Object> given = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            given.put((String) options[i], options[i + 1]);
        }
        LearningTask task = new RandomFsmTask();
        return task.open(
                new TaskRequest(Options.resolve("task 'random-fsm'", task.options(), given), Optional.empty()));
    }

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(Suite.class).stream().map(ServiceLoader.Provider::get))
                .hasAtLeastOneElementOfType(RandomFsmSuite.class)
                .flatExtracting(Suite::tasks)
                .extracting(Task::id)
                .contains("random-fsm");
    }

    @Test
    void goldenDigests() {
        TaskData data = open("eval-sequences", 32);
        assertThat(BatchDigest.of(data.training(8, 42, 0), 50))
                .isEqualTo("ca7c6f76ba042a81a2ad2e0340dec0e6c8064d741f3f474fcee59529a99a6b07");
        assertThat(BatchDigest.of(data.evaluations(16).get(1).batches().get(), Integer.MAX_VALUE))
                .isEqualTo("fc75525eda06d9adc2089cadd36a7cee0204ec32bd7651ae56cc17d695dee410");
        TaskData mixed = open("states", 10, "alphabet", 6, "permutation-share", 0.5, "reset-share", 0.3);
        assertThat(BatchDigest.of(mixed.training(8, 42, 0), 50))
                .isEqualTo("9d1094f19d78be768df1928603ca1f09fc88b7b5ef05716ba46886760e01d7d3");
    }

    /** Reads the transition table off the data alone, and checks that one table explains all of it. */
    @Test
    void oneTableExplainsEverySequence() {
        for (int states : new int[] {2, 5, 10, 25}) {
            TaskData data = open("states", states, "supervision", "running", "eval-sequences", 40);
            Map<List<Integer>, Integer> table = new HashMap<>();
            List<ScoredSequence> sequences = new ArrayList<>();
            sequences.addAll(ScoredSequence.read(data.training(16, 9, 0), 300));
            sequences.addAll(
                    ScoredSequence.read(data.evaluations(16).get(1).batches().get(), Integer.MAX_VALUE));
            for (ScoredSequence sequence : sequences) {
                int state = 0;
                for (int position = 0; position < sequence.length(); position++) {
                    int next = sequence.targets().get(position);
                    Integer known =
                            table.putIfAbsent(List.of(state, sequence.tokens().get(position)), next);
                    assertThat(known == null ? next : known).isEqualTo(next);
                    state = next;
                }
            }
            assertThat(table).as("every state is met with every letter").hasSize(states * states);
        }
    }

    @Test
    void chanceIsTheShareOfTheCommonestState() {
        for (int seed = 0; seed < 5; seed++) {
            TaskData data = open(
                    "states",
                    5,
                    "alphabet",
                    3,
                    "machine-seed",
                    seed,
                    "curriculum",
                    "fixed",
                    "train-max-length",
                    20,
                    "test-length",
                    20);
            int[] counts = new int[5];
            ScoredSequence.read(data.training(100, 5, 0), 300).forEach(s -> counts[s.lastTarget()]++);
            int most = 0;
            for (int count : counts) {
                most = Math.max(most, count);
            }
            assertThat(most / 30_000.0).isCloseTo(data.spec().chance(), within(0.01));
            assertThat(data.spec().chance()).isGreaterThan(0.2);
        }
    }

    @Test
    void sharesOfLettersAreKept() {
        StateMachine machine = StateMachine.random(7, 10, 4, 3, 1);
        for (int letter = 0; letter < 10; letter++) {
            int at = letter;
            long images = IntStream.range(0, 7)
                    .map(state -> machine.next(state, at))
                    .distinct()
                    .count();
            assertThat(images).isEqualTo(letter < 4 ? 7 : letter < 7 ? 1 : images);
        }
        assertThat(machine.isStronglyConnected()).isTrue();
    }

    @Test
    void permutationsAloneLeaveAllStatesEquallyLikely() {
        assertThat(open("permutation-share", 1).spec().chance()).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void anotherSeedIsAnotherMachine() {
        assertThat(BatchDigest.of(open("machine-seed", 1).training(8, 42, 0), 5))
                .isNotEqualTo(BatchDigest.of(open("machine-seed", 2).training(8, 42, 0), 5));
    }

    @Test
    void impossibleMachinesAreRefused() {
        assertThatThrownBy(() -> open("permutation-share", 0.6, "reset-share", 0.6))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("3 + 3 letters of an alphabet of 5");
        assertThatThrownBy(() -> open("reset-share", 1.0, "alphabet", 2))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("permutation-share");
    }
}
