package io.recurbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.PluginRef;
import io.recurbench.api.record.Seeds;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.harness.experiment.TrainingConfig;
import io.recurbench.harness.plan.PlannedTrial;
import io.recurbench.harness.plan.Trial;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.harness.trial.Started;
import io.recurbench.harness.trial.TrialControl;
import io.recurbench.harness.trial.TrialEnvironment;
import io.recurbench.harness.trial.TrialFiles;
import io.recurbench.harness.trial.TrialListener;
import io.recurbench.harness.trial.TrialRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The estimate of the time left, on a clock of its own. */
class ProgressTrackerTest {
    private static final long MILLION = 1_000_000;

    private long now = 5;
    private final List<Execution.Todo> todo = new ArrayList<>();

    private void after(double seconds) {
        now += Math.round(seconds * 1e9);
    }

    private TrialSpec trial(String cell, int seed, Map<String, Object> training) {
        TrialSetting setting = new TrialSetting(
                "x",
                Map.of(),
                new PluginRef("task", "1", Map.of()),
                Map.of(),
                Map.of(),
                new PluginRef(cell, "1", Map.of()),
                1,
                0,
                new PluginRef("cpu", "1", Map.of()),
                training,
                Map.of());
        TrialSpec spec = new TrialSpec(cell + seed + training, "", setting, new Seeds(seed, 0, 0));
        todo.add(new Execution.Todo(
                new PlannedTrial(toRun(spec), Optional.empty(), 0, Optional.empty(), Optional.empty()), 1));
        return spec;
    }

    private static Trial toRun(TrialSpec spec) {
        return new Trial(spec, TrainingConfig.of(spec.setting().training()), Map.of());
    }

    private static Map<String, Object> updates(long updates) {
        return Map.of("updates", updates, "epochs", 0L);
    }

    private ProgressTracker tracker(int jobs, Optional<Duration> limit) {
        RunOptions standard = RunOptions.standard();
        return new ProgressTracker(todo, new RunOptions(jobs, 1, limit, standard.grace(), false, List.of()), () -> now);
    }

    private static Optional<Duration> finish(ProgressTracker tracker, TrialSpec spec, Outcome outcome) {
        TrialEnvironment environment = new TrialEnvironment(
                1, 1, TrialFiles.NONE, new TrialControl(new Cancellation(), Optional.empty()), TrialListener.SILENT);
        TrialRecord record =
                TrialRecords.empty(toRun(spec), environment, Started.now(), outcome, new Failure("x", "x", ""));
        return tracker.finished(record).remaining();
    }

    private static Optional<Duration> seconds(long seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    @Test
    void aTrialThatDivergedAtOnceSaysNothingOfTheNext() {
        TrialSpec one = trial("rnn", 0, updates(MILLION));
        trial("rnn", 1, updates(MILLION));
        ProgressTracker tracker = tracker(1, Optional.empty());
        tracker.started(one);
        for (int update = 1; update <= 9; update++) {
            after(0.44);
            assertThat(tracker.progressed(one, update / 1e6).remaining()).isEmpty();
        }

        assertThat(finish(tracker, one, Outcome.DIVERGED)).isEmpty();
    }

    @Test
    void norDoesOneThatFailedRanOutOfTimeOrWasSkipped() {
        TrialSpec one = trial("rnn", 0, updates(10));
        TrialSpec two = trial("rnn", 1, updates(10));
        TrialSpec three = trial("rnn", 2, updates(10));
        trial("rnn", 3, updates(10));
        ProgressTracker tracker = tracker(1, Optional.empty());
        for (Map.Entry<TrialSpec, Outcome> end : Map.of(
                        one, Outcome.FAILED, two, Outcome.TIMEOUT, three, Outcome.SKIPPED)
                .entrySet()) {
            tracker.started(end.getKey());
            after(4);
            assertThat(finish(tracker, end.getKey(), end.getValue())).isEmpty();
        }
    }

    /** A thousand updates of 10 ms, a second of evaluation for each hundred, after a second of preparation and a slow start. */
    @Test
    void thePaceHasTheEvaluationsInItAndNotTheSlowStart() {
        TrialSpec one = trial("rnn", 0, updates(1000));
        trial("rnn", 1, updates(1000));
        ProgressTracker tracker = tracker(1, Optional.empty());
        tracker.started(one);
        after(1);
        tracker.progressed(one, 0);
        after(4);
        assertThat(tracker.progressed(one, 0.1).remaining())
                .as("nothing was evaluated")
                .isEmpty();
        after(1);
        tracker.evaluated(one);
        after(1);
        assertThat(tracker.progressed(one, 0.2).remaining()).isEqualTo(seconds(40 + 51));
        after(1);
        tracker.evaluated(one);
        after(1);
        assertThat(tracker.progressed(one, 0.3).remaining()).isEqualTo(seconds(14 + 21));
        after(10);
        assertThat(finish(tracker, one, Outcome.COMPLETED)).isEqualTo(seconds(19));
    }

    @Test
    void trialsAtOnceShareTheTimeAndTheLongestIsWaitedFor() {
        for (int seed = 0; seed < 4; seed++) {
            trial("rnn", seed, updates(100));
        }
        ProgressTracker tracker = tracker(2, Optional.empty());
        tracker.started(todo.get(0).spec());
        tracker.started(todo.get(1).spec());
        after(10);

        assertThat(finish(tracker, todo.get(0).spec(), Outcome.COMPLETED)).isEqualTo(seconds(10));
        assertThat(finish(tracker, todo.get(1).spec(), Outcome.COMPLETED)).isEqualTo(seconds(10));
        tracker.started(todo.get(2).spec());
        after(10);
        assertThat(finish(tracker, todo.get(2).spec(), Outcome.COMPLETED)).isEqualTo(seconds(10));
    }

    @Test
    void whatHasNoEvidenceOfItsOwnIsTakenInProportionToItsUpdates() {
        TrialSpec small = trial("rnn", 0, updates(100));
        trial("lstm", 0, updates(1000));
        ProgressTracker tracker = tracker(1, Optional.empty());
        tracker.started(small);
        after(3);

        assertThat(finish(tracker, small, Outcome.COMPLETED)).isEqualTo(seconds(30));
    }

    @Test
    void updatesSayNothingOfEpochsNorOfMeasurementsOfSpeed() {
        TrialSpec one = trial("rnn", 0, updates(100));
        TrialSpec epochs = trial("rnn", 1, Map.of("updates", 0L, "epochs", 7L));
        TrialSpec speed = trial("rnn", 2, Map.of());
        trial("gru", 3, Map.of());
        ProgressTracker tracker = tracker(1, Optional.empty());
        tracker.started(one);
        after(3);
        assertThat(finish(tracker, one, Outcome.COMPLETED)).isEmpty();
        tracker.started(epochs);
        after(3);
        assertThat(tracker.progressed(epochs, Double.NaN).remaining()).isEmpty();
        assertThat(finish(tracker, epochs, Outcome.COMPLETED)).isEmpty();
        tracker.started(speed);
        after(60);

        assertThat(finish(tracker, speed, Outcome.COMPLETED)).isEqualTo(seconds(60));
    }

    @Test
    void noTrialIsExpectedToTakeLongerThanItMay() {
        TrialSpec small = trial("rnn", 0, updates(100));
        trial("lstm", 0, updates(1000));
        ProgressTracker tracker = tracker(1, Optional.of(Duration.ofSeconds(12)));
        tracker.started(small);
        after(3);

        assertThat(finish(tracker, small, Outcome.COMPLETED)).isEqualTo(seconds(12));
    }

    @Test
    void whatTheBackendRefusesTakesNoTime() {
        TrialSpec one = trial("rnn", 0, updates(100));
        TrialSpec refused = trial("lstm", 0, updates(100));
        todo.set(
                1,
                new Execution.Todo(
                        new PlannedTrial(toRun(refused), Optional.empty(), 0, Optional.of("no"), Optional.empty()), 1));
        ProgressTracker tracker = tracker(1, Optional.empty());
        tracker.started(one);
        after(3);

        assertThat(finish(tracker, one, Outcome.COMPLETED)).isEqualTo(seconds(0));
    }
}
