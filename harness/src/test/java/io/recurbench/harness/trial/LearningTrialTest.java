package io.recurbench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.Options;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.record.Curve;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.api.task.TaskSpec;
import io.recurbench.harness.experiment.TrainingConfig;
import io.recurbench.harness.fixture.FirstTask;
import io.recurbench.harness.fixture.StreamTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningTrialTest {
    private static final TrialControl UNLIMITED = new TrialControl(new Cancellation(), Optional.empty());

    @TempDir
    Path folder;

    private final TrialLog log = new TrialLog();
    private final List<TrialListener.Evaluated> heard = new ArrayList<>();
    private final TrialListener listener = new TrialListener() {
        @Override
        public void evaluated(Evaluated evaluated) {
            heard.add(evaluated);
        }
    };

    @Test
    void testsTheBestUpdate() {
        // The validation loss is lowest at update 6.
        ScriptedTrainer trainer = new ScriptedTrainer(u -> 1, u -> 1 + Math.abs(u - 6), u -> 0.5);
        assertThat(run(trainer, Map.of("updates", 20, "evaluate-every", 2))).isEqualTo(Outcome.COMPLETED);
        assertThat(log.facts()).containsEntry("best update", "6").containsEntry("ended by", "updates");
        assertThat(metric("test/loss").value()).isEqualTo(1);
        assertThat(metric("validation/loss").value()).isEqualTo(1);
        // Ten evaluations of two batches; then test and two lengths, and the validation set not once more.
        assertThat(trainer.evaluatedAt).hasSize(2 * 10 + 2 * 3).endsWith(6L, 6L, 6L, 6L, 6L, 6L);
        assertThat(curve("validation/loss").x())
                .containsExactly(2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0, 20.0);
        assertThat(heard)
                .filteredOn(TrialListener.Evaluated::best)
                .extracting(TrialListener.Evaluated::update)
                .containsExactly(2L, 4L, 6L);
    }

    @Test
    void testsTheLastUpdateIfAsked() {
        ScriptedTrainer trainer = new ScriptedTrainer(u -> 1, u -> 1 + Math.abs(u - 6), u -> 0.5);
        run(trainer, Map.of("updates", 20, "evaluate-every", 2, "test", "last"));
        assertThat(metric("test/loss").value()).isEqualTo(15);
        assertThat(metric("validation/loss").value()).isEqualTo(15);
    }

    @Test
    void theTasksOwnMetricsStandBesideTheScore() {
        TaskData data = withOwn("loss-by-position");
        trial(data, new ScriptedTrainer(u -> 1, u -> 3, u -> 0.5), Map.of("updates", 2), log, UNLIMITED)
                .run();
        assertThat(metric("test/loss-by-position").value())
                .isEqualTo(metric("test/loss").value());
        assertThat(metric("validation/loss-by-position").direction()).isEqualTo(Metric.Direction.LOWER);
        assertThat(log.metrics().get(0).name()).isEqualTo("test/normalised-accuracy");

        LearningTrial clash = trial(
                withOwn("accuracy"),
                new ScriptedTrainer(u -> 1, u -> 3, u -> 0.5),
                Map.of("updates", 2),
                new TrialLog(),
                UNLIMITED);
        assertThatThrownBy(clash::run).hasMessageContaining("own metric 'accuracy' of set 'test' is there already");
    }

    /** Were it evaluated, it would be for ever: it is read on to see whether it ends. */
    @Test
    void aSetThatDoesNotEndFailsTheTrialByItsName() {
        TaskData first = first();
        int rows = 1 << 18;
        Batch batch = Batch.ofTokens(4, rows, new int[4 * rows], new int[4 * rows], new byte[4 * rows], false);
        for (EvaluationSet.Role role : EvaluationSet.Role.values()) {
            EvaluationSet endless = new EvaluationSet("endless", role, 4, () -> () -> batch);
            TaskData data = withSets(
                    first,
                    Stream.concat(first.evaluations(2).stream(), Stream.of(endless))
                            .toList());
            LearningTrial trial = trial(
                    data,
                    new ScriptedTrainer(u -> 1, u -> 3, u -> 0.5),
                    Map.of("updates", 2),
                    new TrialLog(),
                    UNLIMITED);
            assertThatThrownBy(trial::run)
                    .hasMessageContaining(
                            "evaluation set 'endless' does not end: it has more than 536870912 positions");
        }
    }

    /** Large sets are read once more and evaluated as ever. */
    @Test
    void aLargeSetThatEndsIsEvaluated() {
        TaskData first = first();
        int rows = 1 << 18;
        byte[] mask = new byte[4 * rows];
        mask[0] = 1;
        Batch batch = Batch.ofTokens(4, rows, new int[4 * rows], new int[4 * rows], mask, false);
        EvaluationSet large = new EvaluationSet("test", EvaluationSet.Role.TEST, 4, () -> {
            int[] left = {3};
            return () -> left[0]-- > 0 ? batch : null;
        });
        trial(
                        withSets(first, List.of(large)),
                        new ScriptedTrainer(u -> 1, u -> 3, u -> 1),
                        Map.of("updates", 2),
                        log,
                        UNLIMITED)
                .run();
        assertThat(metric("test/accuracy").value()).isEqualTo(1);
    }

    private static TaskData withSets(TaskData first, List<EvaluationSet> sets) {
        return new TaskData() {
            @Override
            public TaskSpec spec() {
                return first.spec();
            }

            @Override
            public BatchSource training(int rows, long seed, int epoch) {
                return first.training(rows, seed, epoch);
            }

            @Override
            public List<EvaluationSet> evaluations(int rows) {
                return sets;
            }
        };
    }

    private static TaskData withOwn(String name) {
        TaskData first = first();
        return new TaskData() {
            @Override
            public TaskSpec spec() {
                return first.spec();
            }

            @Override
            public BatchSource training(int rows, long seed, int epoch) {
                return first.training(rows, seed, epoch);
            }

            @Override
            public List<EvaluationSet> evaluations(int rows) {
                return first.evaluations(rows);
            }

            @Override
            public List<Metric> metrics(EvaluationSet set, Evaluation total) {
                double last = total.loss()[total.loss().length - 1] / total.scored()[total.scored().length - 1];
                return List.of(Metric.of(name, last, "nat", Metric.Direction.LOWER));
            }
        };
    }

    @Test
    void equalScoresAreOrderedByLoss() {
        ScriptedTrainer trainer = new ScriptedTrainer(u -> 1, u -> 1.0 / u, u -> u < 4 ? 0.5 : 1);
        run(trainer, Map.of("updates", 8, "evaluate-every", 1, "monitor", "score"));
        assertThat(log.facts()).containsEntry("best update", "8");
    }

    @Test
    void evaluatesTwentyTimesWithoutFurtherWord() {
        run(new ScriptedTrainer(u -> 1, u -> 1, u -> 0), Map.of("updates", 40));
        assertThat(curve("validation/loss").x()).hasSize(20).endsWith(40.0);
    }

    @Test
    void stopsEarlyAndAtAScore() {
        run(
                new ScriptedTrainer(u -> 1, u -> 1, u -> 0),
                Map.of("updates", 100, "evaluate-every", 1, "early-stopping-patience", 3));
        assertThat(log.facts()).containsEntry("updates", "4").containsEntry("ended by", "early stopping");

        TrialLog second = new TrialLog();
        ScriptedTrainer trainer = new ScriptedTrainer(u -> 1, u -> 1, u -> u >= 7 ? 1 : 0);
        trial(first(), trainer, Map.of("updates", 100, "evaluate-every", 1, "stop-at-score", "0.99"), second, UNLIMITED)
                .run();
        assertThat(second.facts()).containsEntry("updates", "7").containsEntry("ended by", "score");
    }

    @Test
    void theScheduleReachesTheTrainer() {
        ScriptedTrainer trainer = new ScriptedTrainer(u -> 1, u -> 1, u -> 0);
        run(
                trainer,
                Map.of(
                        "updates",
                        6,
                        "evaluate-every",
                        1,
                        "learning-rate",
                        0.4,
                        "schedule-factor",
                        0.5,
                        "schedule-patience",
                        1));
        assertThat(trainer.learningRates).containsExactly(0.4, 0.4, 0.4, 0.2, 0.2, 0.1);
        assertThat(curve("learning-rate").y()).containsExactly(0.4, 0.4, 0.2, 0.2, 0.1, 0.1);
    }

    @Test
    void divergenceIsAnOutcomeWithItsUpdate() {
        ScriptedTrainer trainer = new ScriptedTrainer(u -> u == 5 ? Double.POSITIVE_INFINITY : 1, u -> 1, u -> 0);
        assertThat(run(trainer, Map.of("updates", 20, "evaluate-every", 2))).isEqualTo(Outcome.DIVERGED);
        assertThat(log.facts()).containsEntry("diverged at update", "5").containsEntry("updates", "5");
        assertThat(log.metrics().get(0).name()).isEqualTo("test/normalised-accuracy");
        assertThat(log.metrics().get(0).value()).isNaN();
        assertThat(curve("train/loss").y()).endsWith(Double.POSITIVE_INFINITY);
        assertThat(curve("validation/loss").x()).containsExactly(2.0, 4.0);
    }

    @Test
    void aValidationLossThatOverflowsIsNoDivergenceWhileParametersAreSound() {
        ScriptedTrainer trainer = new ScriptedTrainer(u -> 1, u -> u < 5 ? Double.NaN : 1, u -> 0.5);
        assertThat(run(trainer, Map.of("updates", 6, "evaluate-every", 1))).isEqualTo(Outcome.COMPLETED);
        assertThat(log.facts()).containsEntry("best update", "5");
    }

    @Test
    void aTrialWhoseValidationLossWasNeverANumberHasDivergedWhereThatBegan() {
        for (String monitor : List.of("loss", "score")) {
            TrialLog own = new TrialLog();
            ScriptedTrainer trainer = new ScriptedTrainer(u -> 1, u -> Double.NaN, u -> u / 10.0);
            Map<String, Object> config = Map.of("updates", 6, "evaluate-every", 2, "monitor", monitor);
            assertThat(trial(first(), trainer, config, own, UNLIMITED).run())
                    .as(monitor)
                    .isEqualTo(Outcome.DIVERGED);
            assertThat(own.facts()).containsEntry("diverged at update", "2").containsEntry("ended by", "updates");
            assertThat(own.metrics()).hasSize(1).allMatch(metric -> Double.isNaN(metric.value()));
        }
    }

    @Test
    void aScoreThatIsNotANumberIsADivergence() throws IOException {
        // Finite on the validation set until the last update, which is tested.
        ScriptedTrainer trainer = new ScriptedTrainer(u -> 1, u -> u < 4 ? 1 : Double.NaN, u -> 0);
        Map<String, Object> config = Map.of("updates", 4, "evaluate-every", 1, "batch", 2, "test", "last");
        assertThat(trial(stream(41), trainer, config, log, UNLIMITED).run()).isEqualTo(Outcome.DIVERGED);
        assertThat(log.facts()).containsEntry("diverged at update", "4");
        assertThat(log.metrics().get(0).name()).isEqualTo("test/bpc");
        assertThat(log.metrics().get(0).value()).isNaN();
    }

    @Test
    void amongEqualScoresALossThatIsANumberIsBetter() {
        ScriptedTrainer trainer = new ScriptedTrainer(u -> 1, u -> u < 3 ? Double.NaN : 10 + u, u -> 0.5);
        run(trainer, Map.of("updates", 5, "evaluate-every", 1, "monitor", "score"));
        assertThat(log.facts()).containsEntry("best update", "3");
    }

    @Test
    void anInfiniteFirstLossLowersNoLearningRateOfATrialThatImproves() {
        ScriptedTrainer trainer = new ScriptedTrainer(u -> 1, u -> u == 1 ? Double.POSITIVE_INFINITY : 9 - u, u -> 0);
        run(trainer, Map.of("updates", 6, "evaluate-every", 1, "schedule-factor", 0.5, "schedule-patience", 0));
        assertThat(curve("learning-rate").y()).containsOnly(1e-3);
        assertThat(log.facts()).containsEntry("best update", "6");
    }

    @Test
    void metricsComeWithUnitChanceAndTheScoreFirst() {
        run(new ScriptedTrainer(u -> 1, u -> 0.5, u -> 0.75), Map.of("updates", 1, "batch", 12));
        Metric score = log.metrics().get(0);
        assertThat(score.name()).isEqualTo("test/normalised-accuracy");
        assertThat(score.value()).isCloseTo((0.75 - 1.0 / 3) / (2.0 / 3), within(1e-12));
        assertThat(score.chance()).isEqualTo(0.0);
        assertThat(metric("test/accuracy").chance()).isEqualTo(1.0 / 3);
        assertThat(metric("test/loss").unit()).isEqualTo("nat");
        assertThat(metric("test/excess").value()).isCloseTo(1 - score.value(), within(1e-12));
        assertThat(metric("memory").value()).isEqualTo(1234);
        assertThat(curve("length/accuracy").x()).containsExactly(3.0, 6.0);
        assertThat(log.curves()).noneMatch(curve -> curve.xName().equals("position"));
    }

    @Test
    void runningSupervisionHasACurveOverPositions() {
        TaskData running = open(new FirstTask(), Map.of("supervision", "running", "length", 5));
        trial(running, new ScriptedTrainer(u -> 1, u -> 1, u -> 1), Map.of("updates", 1), log, UNLIMITED)
                .run();
        Curve positions = log.curves().stream()
                .filter(c -> c.xName().equals("position"))
                .findFirst()
                .orElseThrow();
        assertThat(positions.x()).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0);
        assertThat(positions.y()).containsOnly(1.0);
        assertThat(log.metrics()).extracting(Metric::name).contains("test/sequence-accuracy");
    }

    @Test
    void anEpochEndsWithTheDataAndIsEvaluated() throws IOException {
        // 2 rows of 20 characters, chunks of 4: 5 batches an epoch.
        TaskData stream = stream(41);
        ScriptedTrainer trainer = new ScriptedTrainer(u -> 1, u -> Math.log(2), u -> 0);
        trial(stream, trainer, Map.of("epochs", 3, "batch", 2), log, UNLIMITED).run();
        assertThat(curve("validation/bpc").x()).containsExactly(5.0, 10.0, 15.0);
        assertThat(log.facts()).containsEntry("epochs", "3").containsEntry("ended by", "epochs");
        assertThat(metric("test/bpc").value()).isCloseTo(1, within(1e-12));
        assertThat(metric("test/bpc").direction()).isEqualTo(Metric.Direction.LOWER);
        // Windows of a stream are no sequences.
        assertThat(log.metrics()).extracting(Metric::name).doesNotContain("test/sequence-accuracy");
    }

    @Test
    void anEpochMayBeCutShort() throws IOException {
        trial(
                        stream(41),
                        new ScriptedTrainer(u -> 1, u -> 1, u -> 0),
                        Map.of("epochs", 2, "batch", 2, "batches-per-epoch", 3),
                        log,
                        UNLIMITED)
                .run();
        assertThat(curve("validation/bpc").x()).containsExactly(3.0, 6.0);
    }

    @Test
    void tooFewDataForABatchAreAnError() throws IOException {
        LearningTrial trial = trial(
                stream(6),
                new ScriptedTrainer(u -> 1, u -> 1, u -> 0),
                Map.of("epochs", 1, "batch", 4),
                log,
                UNLIMITED);
        assertThatThrownBy(trial::run).hasMessageContaining("no training batch of 4 rows");
    }

    @Test
    void stopsBetweenStepsAndKeepsWhatItHas() {
        Cancellation cancellation = new Cancellation();
        ScriptedTrainer trainer = new ScriptedTrainer(
                u -> {
                    if (u == 7) {
                        cancellation.request();
                    }
                    return 1;
                },
                u -> 1,
                u -> 0);
        LearningTrial trial = trial(
                first(),
                trainer,
                Map.of("updates", 100, "evaluate-every", 2),
                log,
                new TrialControl(cancellation, Optional.empty()));
        assertThatThrownBy(trial::run).isInstanceOf(TrialControl.StopException.class);
        assertThat(log.facts()).containsEntry("updates", "7");
        assertThat(curve("validation/loss").x()).containsExactly(2.0, 4.0, 6.0);
        assertThat(new TrialControl(new Cancellation(), Optional.of(Duration.ofNanos(1))).stop())
                .contains(Outcome.TIMEOUT);
    }

    private Outcome run(ScriptedTrainer trainer, Map<String, Object> config) {
        return trial(first(), trainer, config, log, UNLIMITED).run();
    }

    private LearningTrial trial(
            TaskData data, ScriptedTrainer trainer, Map<String, Object> config, TrialLog into, TrialControl control) {
        return new LearningTrial(
                data, TrainingConfig.of(new TreeMap<>(config)), 1, trainer, control, listener, into, Optional.empty());
    }

    private static TaskData first() {
        return open(new FirstTask(), Map.of());
    }

    private TaskData stream(int characters) throws IOException {
        Files.writeString(folder.resolve("letters.txt"), "abcd".repeat(100).substring(0, characters));
        Options options = Options.resolve("stream", new StreamTask().options(), Map.of());
        return new StreamTask().open(new TaskRequest(options, Optional.of(folder)));
    }

    private static TaskData open(LearningTask task, Map<String, Object> options) {
        return task.open(new TaskRequest(Options.resolve("task", task.options(), options), Optional.empty()));
    }

    private Metric metric(String name) {
        return log.metrics().stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Curve curve(String name) {
        return log.curves().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
