package io.recurbench.suites.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.task.EvaluationSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamTaskDataTest {
    /** Token i is i, so that a batch says where it was read. */
    private static TokenText counting(int length) {
        return TokenText.of(1000, IntStream.range(0, length).toArray());
    }

    private static StreamTaskData open(int length, StreamSettings settings) {
        return new StreamTaskData(
                new StreamTexts(1000, counting(length), counting(length), counting(length)),
                settings,
                OptionalDouble.empty(),
                Map.of(),
                Map.of());
    }

    private static List<Integer> row(int[] values, int rows, int row) {
        List<Integer> read = new ArrayList<>();
        for (int i = row; i < values.length; i += rows) {
            read.add(values[i]);
        }
        return read;
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void wrappingStreamsAreWholeChunksAndEndAtTheirStart() {
        // 47 tokens in 3 streams of whole chunks of 5: 15 each, 2 dropped.
        BatchSource source =
                open(47, new StreamSettings(5, false, 0, 3, 0, StreamEnd.WRAP)).training(3, 0, 0);
        for (int chunk = 0; chunk < 3; chunk++) {
            Batch batch = source.next();
            assertThat(batch.steps()).isEqualTo(5);
            assertThat(batch.carried()).isFalse();
            assertThat(batch.scored()).isEqualTo(15);
            for (int row = 0; row < 3; row++) {
                int start = row * 15 + chunk * 5;
                assertThat(row(batch.tokens(), 3, row)).isEqualTo(range(start, start + 5));
                List<Integer> expected = new ArrayList<>(range(start + 1, start + 6));
                if (chunk == 2) {
                    expected.set(4, row * 15);
                }
                assertThat(row(batch.targets(), 3, row)).isEqualTo(expected);
            }
        }
        assertThat(source.next()).isNull();
    }

    @Test
    void continuingStreamsDropFewerTokensThanThereAreStreams() {
        // 47 tokens are 46 predictions: 15 for each of 3 streams, in chunks of 4, 4, 4 and 3.
        BatchSource source = open(47, new StreamSettings(4, true, 0, 3, 0, StreamEnd.CONTINUE))
                .training(3, 0, 0);
        int position = 0;
        for (int steps : new int[] {4, 4, 4, 3}) {
            Batch batch = source.next();
            assertThat(batch.steps()).isEqualTo(steps);
            assertThat(batch.carried()).isEqualTo(position > 0);
            for (int row = 0; row < 3; row++) {
                int start = row * 15 + position;
                assertThat(row(batch.tokens(), 3, row)).isEqualTo(range(start, start + steps));
                assertThat(row(batch.targets(), 3, row)).isEqualTo(range(start + 1, start + steps + 1));
            }
            position += steps;
        }
        assertThat(source.next()).isNull();
    }

    @Test
    void anEpochEndsAfterTheBatchesAskedForAndStartsAgain() {
        StreamTaskData data = open(400, new StreamSettings(5, true, 7, 4, 2, StreamEnd.WRAP));
        for (int epoch = 0; epoch < 2; epoch++) {
            assertThat(BatchDigest.of(data.training(4, 1, epoch), 99))
                    .isEqualTo(BatchDigest.of(data.training(4, 2, 0), 7))
                    .isNotEqualTo(BatchDigest.of(data.training(4, 2, 0), 6));
        }
        List<ScoredSequence> evaluated =
                ScoredSequence.read(data.evaluations(4).get(1).batches().get(), 99);
        assertThat(evaluated).hasSize(4).allSatisfy(s -> assertThat(s.length()).isEqualTo(10));
    }

    @Test
    void theBatchesOfAnEpochAndTheirLengthAreKnownBefore() {
        for (int rows : new int[] {1, 2, 3, 7, 20}) {
            for (StreamEnd end : StreamEnd.values()) {
                for (int most : new int[] {0, 2, 1000}) {
                    StreamTaskData data = open(299, new StreamSettings(6, true, most, 4, 0, end));
                    BatchSource source = data.training(rows, 0, 0);
                    int batches = 0;
                    int longest = 0;
                    for (Batch batch = source.next(); batch != null; batch = source.next()) {
                        batches++;
                        longest = Math.max(longest, batch.steps());
                    }
                    assertThat(data.batchesPerEpoch(rows))
                            .as("%d rows, %s, %d", rows, end, most)
                            .hasValue(batches);
                    assertThat(data.longestTraining()).hasValue(longest);
                }
            }
        }
        StreamTaskData data = open(299, new StreamSettings(100, true, 0, 1, 0, StreamEnd.CONTINUE));
        assertThatThrownBy(() -> data.batchesPerEpoch(100_000_000))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("100000000 parallel streams");
    }

    @Test
    void evaluationIsTheSameWhateverTheRows() {
        StreamTaskData data = open(900, new StreamSettings(7, true, 0, 10, 0, StreamEnd.CONTINUE));
        for (int set = 0; set < 2; set++) {
            List<ScoredSequence> all =
                    ScoredSequence.read(data.evaluations(64).get(set).batches().get(), 999);
            assertThat(all).hasSize(10).allSatisfy(s -> assertThat(s.length()).isEqualTo(89));
            for (int rows : new int[] {1, 3, 10}) {
                assertThat(ScoredSequence.read(
                                data.evaluations(rows).get(set).batches().get(), 999))
                        .isEqualTo(all);
            }
        }
        assertThat(data.evaluations(3))
                .extracting(EvaluationSet::role)
                .containsExactly(EvaluationSet.Role.VALIDATION, EvaluationSet.Role.TEST);
    }

    @Test
    void aShortTextIsEvaluatedInFewerStreams() {
        assertThat(new StreamSettings(5, true, 0, 128, 0, StreamEnd.CONTINUE).evaluationStreams(120))
                .isEqualTo(2);
        assertThat(new StreamSettings(5, true, 0, 128, 0, StreamEnd.CONTINUE).evaluationStreams(30))
                .isEqualTo(1);
        assertThat(new StreamSettings(5, true, 0, 128, 0, StreamEnd.WRAP).evaluationStreams(120))
                .isEqualTo(128);
    }

    @Test
    void aTextThatIsTooShortIsRefused() {
        StreamTaskData data = open(100, new StreamSettings(50, true, 0, 2, 0, StreamEnd.WRAP));
        assertThatThrownBy(() -> data.training(3, 0, 0))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("training text has 100 characters")
                .hasMessageContaining("3 parallel streams in chunks of 50");
    }

    @Test
    void aTextToEvaluateOnThatIsTooShortIsRefusedBeforeTraining() {
        assertThatThrownBy(() -> open(100, new StreamSettings(50, true, 0, 3, 0, StreamEnd.WRAP)))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("validation text has 100 characters");
        TokenText some = counting(50);
        assertThatThrownBy(() -> open(new StreamTexts(1000, some, TokenText.of(1000), some)))
                .hasMessageContaining("validation text has 0 characters");
        assertThatThrownBy(() -> open(new StreamTexts(1000, some, some, TokenText.of(1000, 7))))
                .hasMessageContaining("test text has 1 characters");
    }

    @Test
    void aTextOfOneSymbolIsRefused() {
        TokenText varied = TokenText.of(3, 0, 1, 2, 0, 1, 2);
        TokenText same = TokenText.of(3, 2, 2, 2, 2);
        for (StreamTexts texts : List.of(
                new StreamTexts(3, same, varied, varied),
                new StreamTexts(3, varied, same, varied),
                new StreamTexts(3, varied, varied, same))) {
            assertThatThrownBy(() -> open(texts))
                    .isInstanceOfSatisfying(
                            RecurbenchException.class,
                            e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.DATA))
                    .hasMessageContaining("nothing but the same character, 4 times");
        }
        assertThatThrownBy(() -> open(new StreamTexts(3, OptionalInt.of(2), varied, same, varied, Map.of())))
                .hasMessageContaining("validation text holds nothing but characters that are unknown, 4 times");
        // Nothing is read of a training text that does not exist: an endless source.
        assertThat(open(new StreamTexts(3, TokenText.of(3), varied, varied))
                        .spec()
                        .facts())
                .isEmpty();
    }

    @Test
    void theShareOfUnknownSymbolsIsAFactBesideTheProtocol() {
        TokenText known = TokenText.of(3, 0, 1, 0, 1);
        StreamTexts texts = new StreamTexts(
                3, OptionalInt.of(2), known, TokenText.of(3, 0, 1, 2), TokenText.of(3, 2, 2, 2, 1), Map.of("a", "b"));
        assertThat(open(texts).spec().facts())
                .isEqualTo(Map.of("unknown symbols", "none / 33.3% / 75% (train / validation / test)", "a", "b"));
        assertThat(open(new StreamTexts(3, OptionalInt.of(2), known, known, known, Map.of()))
                        .spec()
                        .facts())
                .isEqualTo(Map.of("unknown symbols", "none"));
        assertThat(open(texts).spec().protocol()).doesNotContainKeys("unknown symbols", "a");
    }

    private static StreamTaskData open(StreamTexts texts) {
        return new StreamTaskData(
                texts,
                new StreamSettings(1, true, 0, 1, 0, StreamEnd.CONTINUE),
                OptionalDouble.empty(),
                Map.of(),
                Map.of());
    }

    @Test
    void chanceIsTheShareOfTheCommonestToken() {
        StreamTexts texts = new StreamTexts(
                3, TokenText.of(3, 0, 1, 0), TokenText.of(3, 0, 1, 0), TokenText.of(3, 2, 0, 2, 1, 2, 2));
        StreamTaskData data = new StreamTaskData(
                texts,
                new StreamSettings(1, true, 0, 1, 0, StreamEnd.CONTINUE),
                OptionalDouble.of(1.5),
                Map.of("preprocessing", "a test"),
                Map.of("file", "digest"));
        assertThat(data.spec().chance()).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(data.spec().optimum()).hasValue(1.5);
        assertThat(data.spec().dataDigests()).containsEntry("file", "digest");
        assertThat(data.spec().protocol())
                .containsEntry("preprocessing", "a test")
                .containsEntry("state", "carried from chunk to chunk")
                .containsEntry("symbols", "3 / 3 / 6 (train / validation / test)");
    }
}
