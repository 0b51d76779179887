package io.recurbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.Harness;
import io.recurbench.harness.experiment.Overrides;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.results.ResultsReader;
import io.recurbench.results.RunFolder;
import io.recurbench.results.Validator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSessionTest {
    private static final Harness HARNESS = Runs.harness();

    @TempDir
    Path root;

    @Test
    void runsAnExperimentAndLeavesAValidFolder() {
        Plan plan =
                HARNESS.plan(HARNESS.load("toys/first", Optional.empty(), Overrides.none()), PlanSettings.standard());
        Path folder = root.resolve("a run");
        RunSummary summary = HARNESS.run(plan, folder, Runs.options(1), RunListener.SILENT, new Cancellation());
        assertThat(summary.isComplete()).isTrue();
        assertThat(summary.count(Outcome.COMPLETED)).isEqualTo(4);
        assertThat(Validator.validate(folder).findings()).isEmpty();
        assertThat(HARNESS.writeReports(folder)).hasSize(1);
        TrialRecord trial = Harness.read(List.of(folder)).results().trials().get(0);
        assertThat(trial.score().orElseThrow().name()).isEqualTo("test/normalised-accuracy");
        assertThat(trial.setting().series()).containsEntry("hidden", 4L).containsEntry("cell", "tiny");
        assertThat(trial.curve("length/normalised-accuracy").orElseThrow().x()).containsExactly(3.0, 6.0);
        assertThat(trial.curve("validation/loss").orElseThrow().x()).containsExactly(10.0, 20.0, 30.0, 40.0);
    }

    @Test
    void jobsChangeNothing() {
        Plan plan =
                HARNESS.plan(HARNESS.load("toys/first", Optional.empty(), Overrides.none()), PlanSettings.standard());
        Path one = root.resolve("one");
        Path eight = root.resolve("eight");
        HARNESS.run(plan, one, Runs.options(1), RunListener.SILENT, new Cancellation());
        HARNESS.run(plan, eight, Runs.options(8), RunListener.SILENT, new Cancellation());
        List<TrialRecord> a = ResultsReader.read(List.of(one)).results().trials();
        List<TrialRecord> b = ResultsReader.read(List.of(eight)).results().trials();
        assertThat(a.stream().map(Runs::timeless))
                .isEqualTo(b.stream().map(Runs::timeless).toList());
    }

    @Test
    void labelSmoothingIsForTrainingAlone() {
        // A learning rate of 0: both trials keep the same parameters.
        Plan plan = Runs.plan(HARNESS, """
                id: smoothing
                tasks: [first]
                cells: [tiny]
                backends: [reference]
                training: {updates: 2, evaluate-every: 1, learning-rate: 0, label-smoothing: [0, 0.5]}
                """);
        Path folder = root.resolve("smoothing");
        HARNESS.run(plan, folder, Runs.options(1), RunListener.SILENT, new Cancellation());
        List<TrialRecord> trials = ResultsReader.read(List.of(folder)).results().trials();
        assertThat(trials)
                .extracting(trial -> trial.setting().training().get("label-smoothing"))
                .containsExactlyInAnyOrder(0.0, 0.5);
        assertThat(trials)
                .extracting(
                        trial -> trial.curve("validation/loss").orElseThrow().y())
                .satisfies(losses -> assertThat(losses.get(0)).isEqualTo(losses.get(1)));
        assertThat(trials)
                .extracting(trial -> trial.curve("train/loss").orElseThrow().y())
                .satisfies(losses -> assertThat(losses.get(0)).isNotEqualTo(losses.get(1)));
    }

    @Test
    void refusesAFolderThatHoldsARun() {
        Plan plan = HARNESS.plan(
                HARNESS.load("toys/first", Optional.of("smoke"), Overrides.none()), PlanSettings.standard());
        HARNESS.run(plan, root, Runs.options(1), RunListener.SILENT, new Cancellation());
        assertThatThrownBy(() -> HARNESS.run(plan, root, Runs.options(1), RunListener.SILENT, new Cancellation()))
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.USAGE))
                .hasMessageContaining("resume");
        assertThat(new RunFolder(root).holdsRun()).isTrue();
    }
}
