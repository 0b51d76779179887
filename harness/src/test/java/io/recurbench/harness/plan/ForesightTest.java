package io.recurbench.harness.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.EvaluationSet.Role;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskSpec;
import io.recurbench.harness.experiment.TrainingConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ForesightTest {

    /** Batches whose lengths depend on the seed, of a task that does not say how long they are. */
    private record Data(TaskSpec.Score score, OptionalLong epoch, List<Role> roles, List<Integer> rowsAsked)
            implements TaskData {
        Data(TaskSpec.Score score, OptionalLong epoch, Role... roles) {
            this(score, epoch, List.of(roles), new ArrayList<>());
        }

        @Override
        public TaskSpec spec() {
            return new TaskSpec(
                    InputSpec.tokens(2), OutputSpec.classes(2), score, 0.5, OptionalDouble.empty(), Map.of(), Map.of());
        }

        @Override
        public BatchSource training(int rows, long seed, int number) {
            rowsAsked.add(rows);
            int steps = 3 + (int) (seed & 7);
            return () -> Batch.ofTokens(
                    steps, rows, new int[steps * rows], new int[steps * rows], new byte[steps * rows], false);
        }

        @Override
        public OptionalLong batchesPerEpoch(int rows) {
            return epoch;
        }

        @Override
        public List<EvaluationSet> evaluations(int rows) {
            return roles.stream()
                    .map(role -> new EvaluationSet("x", role, 1, () -> () -> null))
                    .toList();
        }
    }

    private static final TaskSpec.Score ACCURACY = TaskSpec.Score.NORMALISED_ACCURACY;
    private static final OptionalLong ENDLESS = OptionalLong.empty();

    private final Foresight foresight = new Foresight();

    @Test
    void ofATaskThatDoesNotSayHowLongItsBatchesAreAFewSmallOnesAreDrawnOnce() {
        Data data = new Data(ACCURACY, ENDLESS, Role.VALIDATION, Role.TEST);
        assertThat(positions(data, "updates", 5, "batch", 50_000_000)).isEqualTo(150_000_000);
        assertThat(positions(data, "updates", 6, "batch", 7)).isEqualTo(21);
        assertThat(data.rowsAsked()).containsExactly(16);
    }

    @Test
    void whatHasNoEndOrNoScoreIsRefused() {
        Data endless = new Data(ACCURACY, ENDLESS, Role.VALIDATION, Role.TEST);
        refused(endless, "nothing would end an epoch", "epochs", 2);
        assertThat(positions(endless, "epochs", 2, "batches-per-epoch", 3)).isPositive();
        refused(new Data(ACCURACY, OptionalLong.of(0), Role.TEST), "has no training batch of 64", "epochs", 2);
        refused(new Data(ACCURACY, ENDLESS, Role.LENGTH), "neither a test nor a validation set", "updates", 2);
    }

    @Test
    void aRuleThatLooksAtTheValidationSetNeedsOne() {
        Data data = new Data(ACCURACY, ENDLESS, Role.TEST);
        assertThat(positions(data, "updates", 10)).isPositive();
        refused(data, "'stop-at-score' looks at the validation set", "updates", 10, "stop-at-score", "0.5");
        refused(data, "'early-stopping' looks at", "updates", 10, "early-stopping-patience", 3);
        refused(data, "'schedule' looks at", "updates", 10, "schedule-factor", 0.5);
        assertThat(notes(data, "updates", 10))
                .containsExactly(
                        "task 'x' has no validation set, so that no update is the best: the last one is tested");
        assertThat(notes(data, "updates", 10, "test", "last")).isEmpty();
    }

    @Test
    void aGoalBeyondTheBestScoreIsRefused() {
        Data accuracy = new Data(ACCURACY, ENDLESS, Role.VALIDATION);
        refused(accuracy, "'stop-at-score' 95.0 is never reached", "updates", 9, "stop-at-score", "95");
        assertThat(positions(accuracy, "updates", 9, "stop-at-score", "1")).isPositive();
        Data bits = new Data(TaskSpec.Score.BITS_PER_CHARACTER, ENDLESS, Role.VALIDATION);
        refused(bits, "the best score of task 'x' is 0", "updates", 9, "stop-at-score", "-0.1");
        assertThat(positions(bits, "updates", 9, "stop-at-score", "95")).isPositive();
    }

    @Test
    void aRuleThatHasNoEffectIsNoted() {
        Data data = new Data(ACCURACY, OptionalLong.of(10), Role.VALIDATION);
        positions(data, "epochs", 5, "early-stopping-patience", 4, "schedule-factor", 0.5, "schedule-patience", 3);
        assertThat(foresight.notes())
                .containsExactly(
                        "early stopping with patience 4 ends no training: on task 'x' there are 5 evaluations at most",
                        "the schedule with patience 3 lowers no learning rate: on task 'x' there are 5 evaluations at"
                                + " most");
        assertThat(notes(data, "epochs", 5, "early-stopping-patience", 3)).isEmpty();
        assertThat(notes(data, "epochs", 5, "schedule-factor", 0.5, "schedule-patience", 2))
                .isEmpty();
        assertThat(notes(data, "updates", 100, "early-stopping-patience", 18)).isEmpty();
        assertThat(notes(data, "updates", 100, "early-stopping-patience", 19)).hasSize(1);
        assertThat(notes(data, "updates", 100, "evaluate-every", 100)).isEmpty();
        assertThat(notes(data, "updates", 100, "evaluate-every", 101))
                .containsExactly("'evaluate-every' 101 is more than the 100 updates: task 'x' is evaluated once, at the"
                        + " end");
        assertThat(notes(data, "epochs", 3, "batches-per-epoch", 4, "evaluate-every", 13))
                .singleElement()
                .asString()
                .contains("the 12 updates");
        assertThat(notes(data, "epochs", 90, "schedule-factor", 0.5, "schedule-minimum", 0.001))
                .containsExactly("the schedule lowers no learning rate: its minimum 0.001 is not below 0.001");
    }

    private List<String> notes(Data data, Object... settings) {
        Foresight fresh = new Foresight();
        fresh.positions("x", data, config(settings));
        return fresh.notes();
    }

    private long positions(Data data, Object... settings) {
        return foresight.positions("x", data, config(settings));
    }

    private void refused(Data data, String message, Object... settings) {
        assertThatThrownBy(() -> positions(data, settings))
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.USAGE))
                .hasMessageContaining(message);
    }

    private static TrainingConfig config(Object... settings) {
        Map<String, Object> given = new LinkedHashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            given.put((String) settings[i], settings[i + 1]);
        }
        return TrainingConfig.of(given);
    }
}
