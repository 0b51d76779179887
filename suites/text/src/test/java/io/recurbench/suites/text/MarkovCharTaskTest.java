package io.recurbench.suites.text;

import static io.recurbench.suites.text.TextTasks.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.task.TaskData;
import io.recurbench.suites.common.BatchDigest;
import io.recurbench.suites.common.ScoredSequence;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkovCharTaskTest {

    @Test
    void goldenDigests() {
        TaskData data = open(new MarkovCharTask(), null);
        assertThat(BatchDigest.of(data.training(8, 42, 0), 20))
                .isEqualTo("409f289c4e5636e8ffce921d5b183d5af9fed41b65592add1421159048ab159e");
        assertThat(BatchDigest.of(data.evaluations(128).get(1).batches().get(), Integer.MAX_VALUE))
                .isEqualTo("52e9c53270cb6fbfeeaa1ca2f21494dc9fd3af45c2738092758a580dbc7a67d5");
        TaskData fixed = open(new MarkovCharTask(), null, "train-characters", 50_000, "carry", false, "order", 1);
        assertThat(BatchDigest.of(fixed.training(8, 42, 0), Integer.MAX_VALUE))
                .isEqualTo("efb5709e90ba9a7c90a34b4eaa4241fe15a93a82974974d2a173b1af67115834");
    }

    @Test
    void theOptimumIsWhatTheSourceItselfScores() {
        for (boolean carry : new boolean[] {true, false}) {
            TaskData data = open(
                    new MarkovCharTask(),
                    null,
                    "vocabulary",
                    5,
                    "chunk",
                    8,
                    "carry",
                    carry,
                    "evaluation-characters",
                    400_000);
            MarkovSource source = new MarkovSource(2, 5, 2, 0);
            double bits = 0;
            long scored = 0;
            BatchSource test = data.evaluations(128).get(1).batches().get();
            // The source's own probabilities, estimated from an endless stream of the same source.
            BatchSource stream = data.training(100, 3, 0);
            double[] triples = new double[125];
            double[] pairs = new double[25];
            for (int i = 0; i < 5000; i++) {
                Batch batch = stream.next();
                for (int row = 0; row < 100; row++) {
                    for (int step = 1; step < 8; step++) {
                        int index = step * 100 + row;
                        int pair = batch.tokens()[index - 100] * 5 + batch.tokens()[index];
                        pairs[pair]++;
                        triples[pair * 5 + batch.targets()[index]]++;
                    }
                }
            }
            double[] marginal = new double[5];
            double[] bigrams = new double[25];
            for (int i = 0; i < 125; i++) {
                bigrams[i % 25] += triples[i];
                marginal[i / 5 % 5] += triples[i];
            }
            for (Batch batch = test.next(); batch != null; batch = test.next()) {
                for (int row = 0; row < batch.rows(); row++) {
                    for (int step = 0; step < batch.steps(); step++) {
                        int index = step * batch.rows() + row;
                        int last = batch.tokens()[index];
                        int target = batch.targets()[index];
                        double p;
                        if (step > 0) {
                            int pair = batch.tokens()[index - batch.rows()] * 5 + last;
                            p = triples[pair * 5 + target] / pairs[pair];
                        } else if (batch.carried()) {
                            continue;
                        } else {
                            p = bigrams[last * 5 + target] / marginal[last];
                        }
                        bits -= Math.log(p) / Math.log(2);
                        scored++;
                    }
                }
            }
            assertThat(source.entropyRate())
                    .isLessThanOrEqualTo(data.spec().optimum().orElseThrow());
            assertThat(bits / scored)
                    .as("carry %s", carry)
                    .isCloseTo(data.spec().optimum().orElseThrow(), within(0.01));
        }
    }

    @Test
    void aRowIsTheSameChainWhateverTheRows() {
        TaskData data = open(new MarkovCharTask(), null);
        List<ScoredSequence> two = ScoredSequence.read(data.training(2, 1, 0), 3);
        List<ScoredSequence> five = ScoredSequence.read(data.training(5, 1, 0), 3);
        assertThat(two).isEqualTo(five.subList(0, 2));
        assertThat(two.get(0).length()).isEqualTo(150);
        assertThat(two.get(0).tokens().subList(1, 150))
                .isEqualTo(two.get(0).targets().subList(0, 149));
        assertThat(ScoredSequence.read(data.training(2, 1, 1), 3)).isNotEqualTo(two);
    }

    @Test
    void whatTrainingTakesIsKnownWithoutABatch() {
        // 100,000 rows of 100,000 characters are more than an array has room for; nothing of them is made.
        TaskData data = open(new MarkovCharTask(), null, "chunk", 100_000);
        assertThat(data.longestTraining()).hasValue(100_000);
        assertThat(data.batchesPerEpoch(100_000)).isEmpty();
        TaskData fixed = open(new MarkovCharTask(), null, "chunk", 50, "train-characters", 20_001);
        assertThat(fixed.longestTraining()).hasValue(50);
        assertThat(fixed.batchesPerEpoch(4)).hasValue(100);
    }

    @Test
    void chanceIsTheCommonestCharacter() {
        TaskData data = open(new MarkovCharTask(), null);
        MarkovSource source = new MarkovSource(2, 27, 2, 0);
        double most = 0;
        for (int character = 0; character < 27; character++) {
            most = Math.max(most, source.frequency(character));
        }
        assertThat(data.spec().chance()).isCloseTo(most, within(0.01));
        assertThat(data.spec().protocol().get("source")).contains("order 2").contains("entropy rate");
    }

    @Test
    void theStateIsResetWhenAskedFor() {
        BatchSource source = open(new MarkovCharTask(), null, "carry", false).training(2, 1, 0);
        for (int i = 0; i < 3; i++) {
            assertThat(source.next().carried()).isFalse();
        }
    }
}
