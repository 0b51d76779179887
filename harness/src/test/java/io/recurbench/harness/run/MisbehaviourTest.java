package io.recurbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.Availability;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.harness.Harness;
import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.fixture.MoodyBackend;
import io.recurbench.harness.fixture.TinyCell;
import io.recurbench.harness.fixture.ToySpeedTask;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.harness.trial.ParityGate;
import io.recurbench.harness.trial.TrialListener;
import io.recurbench.results.RunFolder;
import io.recurbench.results.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a plugin does, the run goes on, and what happened stands in the journal. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MisbehaviourTest {
    private static final Harness HARNESS = Runs.harness();

    @TempDir
    Path folder;

    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    private final RunListener listener = new RunListener() {
        @Override
        public void warned(String message) {
            warnings.add(message);
        }

        @Override
        public void trialFinished(TrialRecord trial, RunProgress run) {
            throw new IllegalStateException("a listener that fails");
        }
    };

    @Test
    void oneTrialThatFailsStopsNoOther() {
        RunSummary summary = run(mood("throws, error, diverges, fine"), Runs.options(2));
        assertThat(summary.records())
                .extracting(TrialRecord::outcome)
                .containsExactly(Outcome.FAILED, Outcome.FAILED, Outcome.DIVERGED, Outcome.COMPLETED);
        assertThat(summary.records().get(0).failure().message()).isEqualTo("device lost");
        assertThat(summary.records().get(0).failure().trace()).contains("MoodyBackend");
        assertThat(summary.records().get(1).failure().type()).isEqualTo("java.lang.OutOfMemoryError");
        assertThat(summary.records().get(2).facts()).containsEntry("diverged at update", "3");
        assertThat(summary.isComplete()).isFalse();
        assertThat(Validator.validate(folder).findings()).isEmpty();
    }

    @Test
    void failFastStartsNoFurtherTrial() {
        RunSummary summary = run(
                mood("throws, fine"), new RunOptions(1, 1, Optional.empty(), Duration.ofMillis(100), true, List.of()));
        assertThat(summary.records()).extracting(TrialRecord::outcome).containsExactly(Outcome.FAILED);
    }

    @Test
    void aTrialThatHangsIsLeftBehindAndOneThatSleepsIsWoken() {
        RunOptions options =
                new RunOptions(2, 2, Optional.of(Duration.ofMillis(700)), Duration.ofMillis(200), false, List.of());
        RunSummary summary = run(mood("hangs, sleeps, fine"), options);
        assertThat(summary.records())
                .extracting(TrialRecord::outcome)
                .containsExactly(Outcome.TIMEOUT, Outcome.TIMEOUT, Outcome.COMPLETED);
        assertThat(summary.records().get(0).failure().type()).isEqualTo("hung");
        assertThat(summary.records().get(0).failure().trace()).contains("MoodyBackend");
        assertThat(summary.records().get(1).failure().type()).isEqualTo("timeout");
        assertThat(warnings).singleElement().asString().contains("left behind");
    }

    @Test
    void theTimeLimitEndsATrialBetweenSteps() {
        Plan plan = Runs.plan(HARNESS, """
                id: x
                tasks: [{id: first, options: {slow: 2000}}]
                cells: [tiny]
                backends: [reference]
                training: {updates: 100000, evaluate-every: 1}
                """);
        RunSummary summary = run(
                plan,
                new RunOptions(1, 1, Optional.of(Duration.ofSeconds(1)), Duration.ofSeconds(30), false, List.of()));
        TrialRecord trial = summary.records().get(0);
        assertThat(trial.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(trial.failure().message()).contains("the limit was 1.0 s");
        assertThat(trial.curve("validation/loss")).isPresent();
        assertThat(warnings).isEmpty();
    }

    @Test
    void cancellationEndsRunningTrialsAndStartsNoMore() {
        Cancellation cancellation = new Cancellation();
        RunListener cancelling = new RunListener() {
            @Override
            public void trialEvaluated(TrialSpec trial, TrialListener.Evaluated evaluated) {
                cancellation.request();
            }
        };
        Plan plan = Runs.plan(HARNESS, """
                id: x
                tasks: [first]
                cells: [tiny]
                backends: [reference]
                seeds: 4
                training: {updates: 1000000, evaluate-every: 10}
                """);
        RunSummary summary = HARNESS.run(plan, folder, Runs.options(2), cancelling, cancellation);
        assertThat(summary.interrupted()).isTrue();
        assertThat(summary.records()).hasSizeBetween(1, 2).allMatch(trial -> trial.outcome() == Outcome.INTERRUPTED);
        // The other worker may have been stopped before it first evaluated.
        assertThat(summary.records())
                .anyMatch(trial -> trial.curve("validation/loss").isPresent());
        assertThat(Validator.validate(folder).findings()).isEmpty();
    }

    @Test
    void speedIsMeasuredAloneAfterParityIsPassed() {
        Plan plan = Runs.plan(HARNESS, """
                id: x
                tasks: [{id: toy-speed, options: {rows: [1, 2, 3]}}, first]
                cells: [tiny, blocky]
                backends: [moody]
                training: {updates: 1}
                """);
        RunSummary summary = run(plan, Runs.options(8));
        List<TrialRecord> speed = summary.records().stream()
                .filter(t -> t.setting().task().id().equals("toy-speed"))
                .toList();
        assertThat(speed).hasSize(6);
        assertThat(speed)
                .filteredOn(t -> t.setting().cell().id().equals("tiny"))
                .allSatisfy(trial -> {
                    assertThat(trial.outcome()).isEqualTo(Outcome.COMPLETED);
                    assertThat(trial.facts())
                            .containsEntry("measured together", "1")
                            .containsEntry("threads", "2");
                    assertThat(trial.facts())
                            .containsEntry("cell", "tiny " + TinyCell.class.getName())
                            .containsEntry("backend", "moody " + MoodyBackend.class.getName());
                    assertThat(trial.setting().training()).isEmpty();
                    assertThat(trial.facts()).containsEntry("parity", "checked");
                    assertThat(trial.setting().parameters().get("total")).isPositive();
                    assertThat(trial.score().orElseThrow().samples()).hasSize(2);
                });
        assertThat(speed)
                .filteredOn(t -> t.setting().cell().id().equals("blocky"))
                .allSatisfy(trial -> {
                    assertThat(trial.outcome()).isEqualTo(Outcome.SKIPPED);
                    assertThat(trial.failure().message()).isEqualTo("it has no block products");
                });
        assertThat(Validator.validate(folder).findings()).isEmpty();
    }

    /** What all measurements would fail of is one error, of a new run and of one that is gone on with; nothing is lost. */
    @Test
    void whatCannotBeMeasuredNowIsSaidBeforeTheFirstTrial() throws IOException {
        String yaml =
                "id: x\ntasks: [first, toy-speed]\ncells: [tiny]\nbackends: [reference]\ntraining: {updates: 2}\n";
        Plan plan = Runs.plan(HARNESS, yaml);
        Cancellation afterTheFirst = new Cancellation();
        RunListener cancelling = new RunListener() {
            @Override
            public void trialFinished(TrialRecord trial, RunProgress progress) {
                afterTheFirst.request();
            }
        };
        Path run = folder.resolve("run");
        RunSummary begun = HARNESS.run(plan, run, Runs.options(1), cancelling, afterTheFirst);
        assertThat(begun.records()).hasSize(1);
        byte[] journal = Files.readAllBytes(new RunFolder(run).results());

        Availability before = ToySpeedTask.AVAILABILITY.getAndSet(
                new Availability.Unavailable("another one measures", List.of("its lock"), "wait for it"));
        try {
            Path other = folder.resolve("other");
            assertUnmeasurable(() -> HARNESS.run(plan, other, Runs.options(1), RunListener.SILENT, new Cancellation()));
            assertThat(other).doesNotExist();
            assertUnmeasurable(() -> resume(run));
            assertThat(new RunFolder(run).results()).hasBinaryContent(journal);
        } finally {
            ToySpeedTask.AVAILABILITY.set(before);
        }
        assertThat(resume(run).isComplete()).isTrue();
    }

    private RunSummary resume(Path path) {
        return HARNESS.resume(
                path,
                PlanSettings.standard(),
                ResumeOptions.standard(),
                Runs.options(1),
                RunListener.SILENT,
                new Cancellation());
    }

    private static void assertUnmeasurable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RecurbenchException.class,
                        e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.ENVIRONMENT))
                .hasMessage("task 'toy-speed' is not available: another one measures\n  its lock\n  wait for it");
    }

    @Test
    void aRecordThatNobodyCouldReadIsAFailedTrial() {
        Plan plan = Runs.plan(HARNESS, """
                id: x
                tasks: [{id: toy-speed, options: {unit: ["", "ms/op"]}}]
                cells: [tiny]
                backends: [reference]
                """);
        List<TrialRecord> records = run(plan, Runs.options(1)).records();
        assertThat(records).extracting(TrialRecord::outcome).containsExactly(Outcome.FAILED, Outcome.COMPLETED);
        assertThat(records.get(0).failure().type()).isEqualTo("invalid-record");
        assertThat(records.get(0).failure().message()).contains("/metrics/0/unit");
        assertThat(Validator.validate(folder).findings()).isEmpty();
    }

    @Test
    void noSpeedIsPublishedForABackendThatDoesNotConform() {
        Harness strict =
                Harness.discover(PluginPath.EMPTY, request -> new ParityGate.Verdict(false, "gradient of V differs"));
        Plan plan = Runs.plan(strict, "id: x\ntasks: [toy-speed]\ncells: [tiny]\nbackends: [reference]\n");
        RunSummary summary = strict.run(plan, folder, Runs.options(1), RunListener.SILENT, new Cancellation());
        TrialRecord trial = summary.records().get(0);
        assertThat(trial.outcome()).isEqualTo(Outcome.NONCONFORMING);
        assertThat(trial.metrics()).isEmpty();
        assertThat(trial.failure().message()).isEqualTo("gradient of V differs");
        assertThat(summary.isComplete()).isTrue();
    }

    @Test
    void noSpeedIsPublishedOfWorkThatWasNotDone() {
        Plan plan = Runs.plan(HARNESS, """
                id: x
                tasks: [{id: toy-speed, options: {work: [half, whole]}}]
                cells: [tiny]
                backends: [reference]
                """);
        RunSummary summary = run(plan, Runs.options(1));
        TrialRecord half = summary.records().get(0);
        assertThat(half.outcome()).isEqualTo(Outcome.NONCONFORMING);
        assertThat(half.metrics()).isEmpty();
        assertThat(half.failure().message()).isEqualTo("half of the work is missing");
        TrialRecord whole = summary.records().get(1);
        assertThat(whole.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(whole.facts()).containsEntry("checked at the timed size", "nothing, since nothing was computed");
        assertThat(summary.isComplete()).isTrue();
    }

    @Test
    void aFolderOfOthersIsLeftAlone() throws IOException {
        Path other = Files.createDirectories(folder.resolve("thesis"));
        Files.writeString(other.resolve("chapter.tex"), "x");
        Plan plan = mood("fine");
        assertThatThrownBy(() -> HARNESS.run(plan, other, Runs.options(1), RunListener.SILENT, new Cancellation()))
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.USAGE))
                .hasMessageContainingAll("thesis", "chapter.tex", "empty folder");
        assertThat(other).isDirectoryNotContaining("glob:**.lock");
    }

    @Test
    void aFolderThatCannotBeWrittenIsAClearError() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Plan plan = mood("fine");
        for (Path path : List.of(file, file.resolve("run"))) {
            assertThatThrownBy(() -> HARNESS.run(plan, path, Runs.options(1), listener, new Cancellation()))
                    .isInstanceOfSatisfying(
                            RecurbenchException.class,
                            e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.ENVIRONMENT))
                    .hasMessageContainingAll(path.toString(), "cannot be written");
        }
    }

    private RunSummary run(Plan plan, RunOptions options) {
        return HARNESS.run(plan, folder, options, listener, new Cancellation());
    }

    private static Plan mood(String moods) {
        return Runs.plan(HARNESS, """
                id: x
                tasks: [first]
                cells: [tiny]
                backends: [{id: moody, options: {mood: [%s]}}]
                training: {updates: 6, batch: 4}
                """.formatted(moods));
    }
}
