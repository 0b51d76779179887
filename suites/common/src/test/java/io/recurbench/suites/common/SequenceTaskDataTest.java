package io.recurbench.suites.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.EvaluationSet.Role;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SequenceTaskDataTest {

    private static SequenceTaskData open(Automaton automaton, Object... options) {
        Map<String, Object> given = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            given.put((String) options[i], options[i + 1]);
        }
        return new SequenceTaskData(
                automaton,
                SequenceSettings.of(Options.resolve("test", SequenceSettings.options(), given)),
                Map.of("target", "a test"));
    }

    private static EvaluationSet set(SequenceTaskData data, String name, int rows) {
        return data.evaluations(rows).stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<ScoredSequence> read(EvaluationSet set) {
        return ScoredSequence.read(set.batches().get(), Integer.MAX_VALUE);
    }

    @Test
    void trainingLengthsAreUniformAndEqualWithinABatch() {
        SequenceTaskData data = open(TestAutomata.steps());
        var source = data.training(16, 1, 0);
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < 9000; i++) {
            Batch batch = source.next();
            counts.merge(batch.steps(), 1, Integer::sum);
            assertThat(batch.carried()).isFalse();
            assertThat(batch.scored()).isEqualTo(16);
        }
        assertThat(counts.keySet()).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(850, 1150));
    }

    @Test
    void theLongestBatchIsKnownBeforeThereIsOneAndTrainingHasNoEnd() {
        for (Object[] options : new Object[][] {
            {},
            {"curriculum", "fixed"},
            {"train-max-length", 23},
            {"curriculum", "short-to-long", "curriculum-batches", 50},
            {"train-set", 40},
            {"train-set", 4, "train-max-length", 12}
        }) {
            SequenceTaskData data = open(TestAutomata.steps(), options);
            var source = data.training(3, 1, 0);
            int longest = 0;
            for (int batch = 0; batch < 500; batch++) {
                longest = Math.max(longest, source.next().steps());
            }
            assertThat(data.longestTraining()).as(List.of(options).toString()).hasValue(longest);
            assertThat(data.batchesPerEpoch(3)).isEmpty();
        }
    }

    @Test
    void fixedCurriculumGivesTheSameSequencesForEveryBatchSize() {
        SequenceTaskData data = open(TestAutomata.alternating(), "curriculum", "fixed", "supervision", "running");
        List<ScoredSequence> narrow = ScoredSequence.read(data.training(4, 7, 0), 15);
        List<ScoredSequence> wide = ScoredSequence.read(data.training(20, 7, 0), 3);
        assertThat(narrow)
                .isEqualTo(wide)
                .allSatisfy(s -> assertThat(s.length()).isEqualTo(19));
        assertThat(ScoredSequence.read(data.training(20, 8, 0), 3)).isNotEqualTo(wide);
        assertThat(ScoredSequence.read(data.training(20, 7, 1), 3)).isNotEqualTo(wide);
    }

    @Test
    void shortToLongBeginsShort() {
        SequenceTaskData data = open(TestAutomata.steps(), "curriculum", "short-to-long", "curriculum-batches", 100);
        var source = data.training(2, 1, 0);
        int longest = 0;
        for (int batch = 0; batch < 300; batch++) {
            int steps = source.next().steps();
            assertThat(steps).isLessThanOrEqualTo(Math.min(10, 2 + 8 * batch / 100));
            longest = Math.max(longest, steps);
        }
        assertThat(longest).isEqualTo(10);
    }

    @Test
    void labelsFollowTheAutomatonAndRunningAgreesWithFinal() {
        Automaton automaton = TestAutomata.alternating();
        SequenceTaskData atEnd = open(automaton);
        SequenceTaskData running = open(automaton, "supervision", "running");
        List<ScoredSequence> finals = ScoredSequence.read(atEnd.training(8, 3, 0), 50);
        List<ScoredSequence> all = ScoredSequence.read(running.training(8, 3, 0), 50);
        for (int i = 0; i < all.size(); i++) {
            ScoredSequence sequence = all.get(i);
            assertThat(sequence.tokens()).isEqualTo(finals.get(i).tokens());
            assertThat(sequence.lastTarget()).isEqualTo(finals.get(i).lastTarget());
            assertThat(finals.get(i).scored().indexOf(true)).isEqualTo(sequence.length() - 1);
            int sum = 0;
            for (int position = 0; position < sequence.length(); position++) {
                assertThat(sequence.scored().get(position)).isEqualTo(position % 2 == 0);
                if (position % 2 == 0) {
                    sum = (sum + sequence.tokens().get(position)) % 3;
                    assertThat(sequence.targets().get(position)).isEqualTo(sum);
                } else {
                    assertThat(sequence.tokens().get(position)).isEqualTo(3);
                }
            }
        }
    }

    @Test
    void evaluationSetsAreFixedWhateverTheRows() {
        SequenceTaskData data = open(TestAutomata.latch(), "eval-sequences", 50);
        SequenceTaskData again = open(TestAutomata.latch(), "eval-sequences", 50, "train-max-length", 10);
        for (EvaluationSet wide : data.evaluations(64)) {
            List<ScoredSequence> sequences = read(wide);
            assertThat(sequences).hasSize(50);
            assertThat(read(set(data, wide.name(), 7))).as(wide.name()).isEqualTo(sequences);
            assertThat(read(set(again, wide.name(), 50))).as(wide.name()).isEqualTo(sequences);
        }
    }

    @Test
    void namesRolesLengthsAndChances() {
        SequenceTaskData data = open(TestAutomata.latch(), "curve-lengths", "1, 500", "supervision", "running");
        assertThat(data.evaluations(8))
                .extracting(EvaluationSet::name, EvaluationSet::role, EvaluationSet::length)
                .containsExactly(
                        tuple("validation", Role.VALIDATION, 10),
                        tuple("test", Role.TEST, 500),
                        tuple("length-1", Role.LENGTH, 1),
                        tuple("length-500", Role.LENGTH, 500));
        assertThat(set(data, "length-1", 8).chance()).hasValue(2 / 3.0);
        assertThat(set(data, "test", 8).chance()).hasValue(data.spec().chance());
        assertThat(read(set(data, "test", 8))).isEqualTo(read(set(data, "length-500", 8)));
        assertThat(read(set(data, "validation", 8)))
                .extracting(ScoredSequence::length)
                .containsOnly(2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void longSequencesComeInCarriedWindows() {
        SequenceTaskData data = open(
                TestAutomata.steps(),
                "test-length",
                2500,
                "curve-lengths",
                "",
                "eval-sequences",
                10,
                "supervision",
                "running");
        var source = set(data, "test", 8).batches().get();
        int[] steps = {1024, 1024, 452};
        for (int rows : new int[] {8, 2}) {
            for (int window = 0; window < 3; window++) {
                Batch batch = source.next();
                assertThat(batch.steps()).isEqualTo(steps[window]);
                assertThat(batch.rows()).isEqualTo(rows);
                assertThat(batch.carried()).isEqualTo(window > 0);
            }
        }
        assertThat(source.next()).isNull();
        assertThat(source.next()).isNull();
        for (ScoredSequence sequence : read(set(data, "test", 8))) {
            int sum = 0;
            for (int position = 0; position < 2500; position++) {
                sum = (sum + sequence.tokens().get(position) + 1) % 3;
                assertThat(sequence.targets().get(position)).isEqualTo(sum);
            }
        }
    }

    @Test
    void aFixedTrainSetIsDistinctAndUnseenInValidationAndTest() {
        SequenceTaskData data = open(TestAutomata.steps(), "train-set", 300, "test-length", 9);
        Set<List<Integer>> seen = new HashSet<>();
        var source = data.training(10, 1, 0);
        for (int i = 0; i < 4000; i++) {
            ScoredSequence.read(source, 1).forEach(s -> seen.add(s.tokens()));
        }
        assertThat(seen).hasSize(300);
        assertThat(seen).extracting(List::size).containsOnly(2, 3, 4, 5, 6, 7, 8, 9, 10);
        for (String name : List.of("validation", "test")) {
            assertThat(read(set(data, name, 16)))
                    .hasSize(512)
                    .allSatisfy(s -> assertThat(seen).doesNotContain(s.tokens()));
        }
        Set<List<Integer>> otherSeed = new HashSet<>();
        var other = data.training(10, 2, 0);
        for (int i = 0; i < 4000; i++) {
            ScoredSequence.read(other, 1).forEach(s -> otherSeed.add(s.tokens()));
        }
        assertThat(otherSeed)
                .as("the set belongs to the task, not to the trial")
                .isEqualTo(seen);
        SequenceTaskData another = open(TestAutomata.steps(), "train-set", 300, "train-set-seed", 1);
        Set<List<Integer>> anotherSet = new HashSet<>();
        var third = another.training(10, 1, 0);
        for (int i = 0; i < 4000; i++) {
            ScoredSequence.read(third, 1).forEach(s -> anotherSet.add(s.tokens()));
        }
        assertThat(anotherSet).hasSize(300).isNotEqualTo(seen);
    }

    @Test
    void passesOverAFixedSetMeetEverySequenceOnce() {
        SequenceTaskData data = open(TestAutomata.steps(), "train-set", 40, "curriculum", "fixed");
        List<ScoredSequence> pass = ScoredSequence.read(data.training(20, 1, 0), 2);
        assertThat(pass).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void tooLargeATrainSetIsRefused() {
        // Lengths 2 and 3 on two letters: 4 + 8 sequences, of which 3 + 7 may be trained on.
        assertThat(open(TestAutomata.steps(), "train-max-length", 3, "train-set", 10))
                .isNotNull();
        assertThatThrownBy(() -> open(TestAutomata.steps(), "train-max-length", 3, "train-set", 11))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("train-set 11")
                .hasMessageContaining("at most 10");
    }

    @Test
    void lengthsOutOfOrderAreRefused() {
        assertThatThrownBy(() -> open(TestAutomata.steps(), "train-min-length", 11))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("11 and 10");
        assertThatThrownBy(() -> open(TestAutomata.steps(), "curve-lengths", "2,10,5"))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("ascend, not 2,10,5");
        assertThatThrownBy(() -> open(TestAutomata.steps(), "curve-lengths", "2,ten"))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("'2,ten'");
    }

    @Test
    void aTaskWithOneLabelIsRefused() {
        assertThatThrownBy(() -> open(TestAutomata.ring()))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("same label");
    }

    @Test
    void aLengthWithOneLabelHasNoPointOnTheCurve() {
        // From state 0, whatever is read first leads to label 0; later both occur.
        Automaton late = new TestAutomata.Table(new int[][] {{1, 1}, {1, 2}, {1, 2}}, new int[] {0, 0, 1}, 2);
        assertThat(open(late, "curve-lengths", "1,2").evaluations(8))
                .extracting(EvaluationSet::name)
                .containsExactly("validation", "test", "length-2");
        assertThatThrownBy(() -> open(late, "validation-lengths", "1")).hasMessageContaining("or all that validate");
    }

    @Test
    void validationAtOtherLengthsThanThoseOfTraining() {
        SequenceTaskData data = open(TestAutomata.steps(), "validation-lengths", "20, 40");
        assertThat(set(data, "validation", 64).length()).isEqualTo(40);
        assertThat(read(set(data, "validation", 64)))
                .hasSize(512)
                .extracting(s -> s.length())
                .containsOnly(20, 40)
                .filteredOn(length -> length == 20)
                .hasSize(256);
        assertThatThrownBy(() -> open(TestAutomata.steps(), "validation-lengths", "40,20"))
                .hasMessageContaining("validation-lengths must be >= 1 and ascend, not 40,20");
        assertThatThrownBy(() -> open(TestAutomata.steps(), "validation-lengths", "long"))
                .hasMessageContaining("validation-lengths expects whole numbers");
    }

    @Test
    void shortBatchesAreReused() {
        var source = open(TestAutomata.steps(), "curriculum", "fixed").training(4, 1, 0);
        assertThat(source.next()).isSameAs(source.next());
    }

    @Test
    void protocolSaysWhatDecidesComparability() {
        assertThat(open(TestAutomata.steps()).spec().protocol())
                .containsEntry("train-lengths", "uniform 2..10")
                .containsEntry("test-length", "500")
                .containsEntry("supervision", "final: the last position")
                .containsEntry("state", "reset for each sequence")
                .containsEntry("train-set", "endless stream")
                .containsEntry("target", "a test")
                .containsKeys("chance", "curve-lengths", "validation-lengths", "evaluation-sequences", "length-unit");
    }
}
