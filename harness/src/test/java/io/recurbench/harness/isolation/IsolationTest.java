package io.recurbench.harness.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.harness.Harness;
import io.recurbench.harness.fixture.MoodyBackend;
import io.recurbench.harness.fixture.WildBackend;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.run.RunListener;
import io.recurbench.harness.run.RunSummary;
import io.recurbench.harness.run.Runs;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.harness.trial.TrialControl;
import io.recurbench.harness.trial.TrialEnvironment;
import io.recurbench.harness.trial.TrialFiles;
import io.recurbench.harness.trial.TrialListener;
import io.recurbench.results.Validator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever native code does to its process, the run goes on, and what happened stands in the journal. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class IsolationTest {
    private static final Harness HARNESS = Runs.harness();
    private static final Isolation AUTO = ChildMain.isolation(Isolation.Mode.AUTO);
    private static final Isolation ALWAYS = ChildMain.isolation(Isolation.Mode.ALWAYS);

    @TempDir
    Path folder;

    private final List<TrialListener.Progress> progress = Collections.synchronizedList(new ArrayList<>());
    private final List<TrialListener.Evaluated> evaluated = Collections.synchronizedList(new ArrayList<>());
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final RunListener listener = new RunListener() {
        @Override
        public void trialProgressed(TrialSpec trial, TrialListener.Progress now, RunProgress run) {
            progress.add(now);
        }

        @Override
        public void trialEvaluated(TrialSpec trial, TrialListener.Evaluated now) {
            evaluated.add(now);
        }

        @Override
        public void trialSaid(TrialSpec trial, String line) {
            said.add(line);
        }
    };

    @Test
    void aProcessThatDiesIsOneFailedTrialWithItsReason() {
        RunSummary summary = run(acts("segfault, exit, kill, heap, flood, fine"), AUTO, Optional.empty());

        assertThat(summary.records())
                .extracting(TrialRecord::outcome)
                .containsExactly(
                        Outcome.FAILED,
                        Outcome.FAILED,
                        Outcome.FAILED,
                        Outcome.FAILED,
                        Outcome.FAILED,
                        Outcome.COMPLETED);
        Failure segfault = failure(summary, 0);
        assertThat(segfault.type()).isEqualTo("crashed");
        assertThat(segfault.message())
                .contains("the process of backend 'wild' was killed by signal 11 (SIGSEGV)")
                .contains("its crash log is crashes/"
                        + summary.records().get(0).key().substring(0, 8) + "-1-hs_err_pid");
        assertThat(segfault.trace()).contains("last output of the process:", "SIGSEGV");
        assertThat(folder.resolve("crashes")).isDirectoryContaining("glob:**hs_err_pid*.log");

        Failure exit = failure(summary, 1);
        assertThat(exit.type()).isEqualTo("exited");
        assertThat(exit.message()).endsWith("ended with exit code 7: System.exit was called");
        assertThat(exit.trace()).contains(WildBackend.class.getName() + ".act");

        assertThat(failure(summary, 2).message())
                .contains("killed by signal 9 (SIGKILL)")
                .contains("the system ran out of memory");
        assertThat(failure(summary, 3).type()).isEqualTo("java.lang.OutOfMemoryError");
        assertThat(failure(summary, 4).message()).isEqualTo("flooded");
        assertThat(failure(summary, 4).trace()).endsWith("the last of it").contains("WildBackend");
        assertThat(Validator.validate(folder).findings()).isEmpty();
        assertThat(ProcessHandle.current().descendants()).noneMatch(IsolationTest::isChild);
    }

    @Test
    void aHangIsEndedWithItsProcessAndASleeperIsWoken() {
        // The limit covers the start of a process for each.
        RunSummary summary = run(acts("hang, doze, fine"), AUTO, Optional.of(Duration.ofSeconds(5)));

        assertThat(summary.records())
                .extracting(TrialRecord::outcome)
                .containsExactly(Outcome.TIMEOUT, Outcome.TIMEOUT, Outcome.COMPLETED);
        assertThat(failure(summary, 0).type()).isEqualTo("hung");
        assertThat(failure(summary, 0).trace()).contains(WildBackend.class.getName() + ".act");
        assertThat(failure(summary, 1).type()).isEqualTo("timeout");
        assertThat(summary.records().get(1).curve("train/loss")).isPresent();
        assertThat(ProcessHandle.current().descendants()).noneMatch(IsolationTest::isChild);
    }

    @Test
    void aJvmThatGivesNoSignOfLifeIsEnded() {
        Patience patience = new Patience(
                Duration.ofSeconds(60), Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(1));
        ChildPool pool = new ChildPool(ChildMain.command(), Optional.empty(), folder, patience);
        TrialRecord trial = pool.run(
                acts("freeze").trials().get(0).trial(),
                new TrialEnvironment(
                        1,
                        1,
                        TrialFiles.NONE,
                        new TrialControl(new Cancellation(), Optional.empty()),
                        TrialListener.SILENT));

        assertThat(trial.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(trial.failure().message()).contains("has given no sign of life for 3 s");
        assertThat(ProcessHandle.current().descendants()).noneMatch(IsolationTest::isChild);
    }

    @Test
    void aBackendThatCannotBeMadeInTheChildIsAFailedTrial() {
        RunSummary summary = run(Runs.plan(HARNESS, """
                        id: x
                        tasks: [first]
                        cells: [tiny]
                        backends: [shy, wild]
                        training: {updates: 6, batch: 4}
                        """), AUTO, Optional.empty());

        assertThat(summary.records())
                .extracting(TrialRecord::outcome)
                .containsExactly(Outcome.FAILED, Outcome.COMPLETED);
        assertThat(failure(summary, 0).message())
                .contains("backend 'shy' is there but cannot be used", "wrong ELF class");
    }

    @Test
    void resultsAreTheSameBitsAsInThisProcess() throws Exception {
        Plan plan = Runs.plan(HARNESS, """
                id: x
                tasks: [{id: first, options: {length: [3, 5]}}]
                cells: [tiny]
                backends: [reference, {id: moody, options: {mood: [fine, diverges, throws]}}]
                training: {updates: 60, batch: 4, learning-rate: 0.3, evaluate-every: 7}
                """);
        Path here = folder.resolve("here");
        Path there = folder.resolve("there");
        RunSummary inProcess = HARNESS.run(plan, here, Runs.options(2), RunListener.SILENT, new Cancellation());
        RunSummary isolated =
                HARNESS.run(plan, there, Runs.options(2, ALWAYS, Optional.empty()), listener, new Cancellation());

        assertThat(timeless(isolated)).isEqualTo(timeless(inProcess)).hasSize(8);
        try (var files = Files.list(here.resolve("checkpoints"))) {
            for (Path file : files.toList()) {
                assertThat(there.resolve("checkpoints").resolve(file.getFileName()))
                        .hasSameBinaryContentAs(file);
            }
        }
        assertThat(progress).isNotEmpty();
        assertThat(evaluated).extracting(TrialListener.Evaluated::update).contains(7L, 56L);
        assertThat(failure(isolated, 3).trace()).contains(MoodyBackend.class.getName());
    }

    @Test
    void measurementsOfSpeedHaveTheSameShape() {
        RunSummary summary = run(
                Runs.plan(HARNESS, "id: x\ntasks: [toy-speed]\ncells: [tiny, blocky]\nbackends: [moody]\n"),
                ALWAYS,
                Optional.empty());

        assertThat(summary.records())
                .extracting(TrialRecord::outcome)
                .containsExactly(Outcome.COMPLETED, Outcome.SKIPPED);
        assertThat(summary.records().get(0).score().orElseThrow().samples()).hasSize(2);
        assertThat(said).contains("iteration 1");
    }

    @Test
    void cancellationEndsTrialsInGoodOrderAndTheirProcesses() {
        Cancellation cancellation = new Cancellation();
        RunListener cancelling = new RunListener() {
            @Override
            public void trialEvaluated(TrialSpec trial, TrialListener.Evaluated now) {
                cancellation.request();
            }
        };
        Plan plan = Runs.plan(HARNESS, """
                id: x
                tasks: [first]
                cells: [tiny]
                backends: [wild]
                seeds: 2
                training: {updates: 1000000, evaluate-every: 10}
                """);
        RunSummary summary =
                HARNESS.run(plan, folder, Runs.options(1, ALWAYS, Optional.empty()), cancelling, cancellation);

        assertThat(summary.interrupted()).isTrue();
        assertThat(summary.records()).singleElement().satisfies(trial -> {
            assertThat(trial.outcome()).isEqualTo(Outcome.INTERRUPTED);
            assertThat(trial.curve("validation/loss")).isPresent();
        });
        assertThat(ProcessHandle.current().descendants()).noneMatch(IsolationTest::isChild);
    }

    @Test
    void onlyNativeBackendsAreKeptApartUnlessAllAreToBe() {
        WildBackend wild = new WildBackend();
        MoodyBackend moody = new MoodyBackend();
        assertThat(AUTO.takes(wild)).isTrue();
        assertThat(AUTO.takes(moody)).isFalse();
        assertThat(ALWAYS.takes(moody)).isTrue();
        assertThat(ChildMain.isolation(Isolation.Mode.NEVER).takes(wild)).isFalse();
        assertThat(new Isolation(Isolation.Mode.AUTO, Optional.empty()).takes(wild))
                .isFalse();
        assertThatThrownBy(() -> new Isolation(Isolation.Mode.ALWAYS, Optional.empty()))
                .isInstanceOf(RecurbenchException.class);
    }

    private RunSummary run(Plan plan, Isolation isolation, Optional<Duration> limit) {
        return HARNESS.run(plan, folder, Runs.options(1, isolation, limit), listener, new Cancellation());
    }

    private static Plan acts(String acts) {
        return Runs.plan(HARNESS, """
                id: x
                tasks: [first]
                cells: [tiny]
                backends: [{id: wild, options: {act: [%s]}}]
                training: {updates: 6, batch: 4}
                """.formatted(acts));
    }

    private static Failure failure(RunSummary summary, int trial) {
        return summary.records().get(trial).failure();
    }

    /** What both runs must agree on; traces of stacks differ, and the clock. */
    private static List<String> timeless(RunSummary summary) {
        return summary.records().stream()
                .map(Runs::timeless)
                .map(trial -> trial.toString().replaceAll("trace=[^\\]]*\\]", ""))
                .toList();
    }

    private static boolean isChild(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(ChildMain.class.getName());
    }
}
