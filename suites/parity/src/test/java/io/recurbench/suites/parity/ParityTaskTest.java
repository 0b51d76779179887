package io.recurbench.suites.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.Options;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.api.task.TaskSpec;
import io.recurbench.suites.common.BatchDigest;
import io.recurbench.suites.common.ScoredSequence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ParityTaskTest {

    private static TaskData open(Map<String, ?> options) {
        LearningTask task = new ParityTask();
        return task.open(new TaskRequest(Options.resolve("task 'parity'", task.options(), options), Optional.empty()));
    }

    private static int ones(List<Integer> tokens) {
        return (int) tokens.stream().filter(token -> token == 1).count();
    }

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(Suite.class).stream().map(ServiceLoader.Provider::get))
                .hasAtLeastOneElementOfType(ParitySuite.class)
                .flatExtracting(Suite::tasks)
                .extracting(Task::id)
                .contains("parity");
    }

    @Test
    void goldenDigests() {
        TaskData data = open(Map.of("eval-sequences", 32));
        assertThat(BatchDigest.of(data.training(8, 42, 0), 50))
                .isEqualTo("7bf18ffd317a1941a389ec7f5a2fc74bcf051188dca7983fb3ec0bd10cbcf1c3");
        EvaluationSet test = data.evaluations(16).get(1);
        assertThat(BatchDigest.of(test.batches().get(), Integer.MAX_VALUE))
                .isEqualTo("523b79f22e147aa7dad313acfdc2c5ded9d031dde11a4f1d60d3af8f207027d0");
        assertThat(BatchDigest.of(open(Map.of("supervision", "running")).training(8, 42, 0), 50))
                .isEqualTo("3a9075bd03d8082c2e66e95f94e7f80329663cc020ede341ed02b93e5ed9c42a");
    }

    @Test
    void labelsAreTheParityOfTheCount() {
        TaskData data = open(Map.of("supervision", "running"));
        for (ScoredSequence sequence : ScoredSequence.read(data.training(16, 5, 0), 100)) {
            for (int position = 0; position < sequence.length(); position++) {
                assertThat(sequence.scored().get(position)).isTrue();
                assertThat(sequence.targets().get(position))
                        .isEqualTo(ones(sequence.tokens().subList(0, position + 1)) % 2);
            }
        }
        List<ScoredSequence> test =
                ScoredSequence.read(data.evaluations(64).get(1).batches().get(), Integer.MAX_VALUE);
        assertThat(test).hasSize(512).allSatisfy(s -> {
            assertThat(s.length()).isEqualTo(500);
            assertThat(s.lastTarget()).isEqualTo(ones(s.tokens()) % 2);
        });
    }

    @Test
    void classesAreBalancedAsTheChanceLevelSays() {
        TaskData data = open(Map.of());
        TaskSpec spec = data.spec();
        assertThat(spec.chance()).isEqualTo(0.5);
        assertThat(spec.input().size()).isEqualTo(2);
        assertThat(spec.output().width()).isEqualTo(2);
        assertThat(spec.score()).isEqualTo(TaskSpec.Score.NORMALISED_ACCURACY);
        double ones = ScoredSequence.read(data.training(100, 5, 0), 200).stream()
                .mapToInt(ScoredSequence::lastTarget)
                .average()
                .orElseThrow();
        assertThat(ones).isCloseTo(0.5, within(0.02));
    }
}
