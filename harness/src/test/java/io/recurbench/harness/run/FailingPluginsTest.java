package io.recurbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.task.Suite;
import io.recurbench.harness.Harness;
import io.recurbench.harness.discovery.PluginJars;
import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.discovery.PluginSource;
import io.recurbench.harness.experiment.ExperimentFile;
import io.recurbench.harness.fixture.FirstTask;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.harness.trial.ParityGate;
import io.recurbench.reference.ReferenceBackend;
import io.recurbench.results.Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that fails while trials are planned fails its own trials: they are recorded, and the others run. */
class FailingPluginsTest {
    private static final String SUITE = """
            package plug;
            import io.recurbench.api.batch.BatchSource;
            import io.recurbench.api.task.EvaluationSet;
            import io.recurbench.api.task.LearningTask;
            import io.recurbench.api.Options;
            import io.recurbench.api.task.Suite;
            import io.recurbench.api.task.Task;
            import io.recurbench.api.task.TaskData;
            import io.recurbench.api.task.TaskRequest;
            import io.recurbench.api.task.TaskSpec;
            import io.recurbench.harness.fixture.FirstTask;
            import java.util.List;
            import java.util.Map;
            public class BadSuite implements Suite {
                public String id() { return "acme:bad"; }
                public String description() { return "tasks that fail"; }
                public List<Task> tasks() { return List.of(new Bad("closed"), new Bad("stale"), new Bad("dry")); }
                public List<java.net.URL> experiments() { throw new IllegalStateException("no experiments"); }

                record Bad(String how) implements LearningTask {
                    public String id() { return "acme:" + how; }
                    public String description() { return how; }
                    public TaskData open(TaskRequest request) {
                        fail("closed");
                        FirstTask first = new FirstTask();
                        TaskData data = first.open(new TaskRequest(
                                Options.resolve("first", first.options(), Map.of()), request.dataDirectory()));
                        return new TaskData() {
                            public TaskSpec spec() {
                                fail("stale");
                                return data.spec();
                            }
                            public BatchSource training(int rows, long seed, int epoch) {
                                fail("dry");
                                return data.training(rows, seed, epoch);
                            }
                            public List<EvaluationSet> evaluations(int rows) { return data.evaluations(rows); }
                        };
                    }
                    private void fail(String when) {
                        if (how.equals(when)) { throw new LinkageError("it is " + how); }
                    }
                }
            }
            """;

    private static final String BACKEND = """
            package plug;
            import io.recurbench.api.Availability;
            import io.recurbench.api.backend.Backend;
            import io.recurbench.api.backend.Trainer;
            import io.recurbench.api.backend.TrainerRequest;
            public class %s implements Backend {
                private final Backend reference = new io.recurbench.reference.ReferenceBackend();
                public String id() { return "acme:%s"; }
                public String description() { return "a backend that fails"; }
                public Availability availability() { %s }
                public java.util.Optional<String> refuses(io.recurbench.api.program.Program p) { %s }
                public Determinism determinism() { return reference.determinism(); }
                public Trainer open(TrainerRequest request) { return reference.open(request); }
            }
            """;

    private static final String EXPERIMENT = """
            id: x
            tasks: [first, acme:closed, acme:stale, acme:dry]
            cells:
              - tiny
              - acme:throws
              - acme:deep
              - {id: acme:sized, budget: {solve: hidden, parameters: [50, 100]}}
            backends: [reference, acme:silent, acme:shaky]
            training: {updates: 2, batch: 2}
            """;

    @TempDir
    Path folder;

    @Test
    void theTrialsOfAPluginThatFailsAreRecordedAndTheOthersRun() throws IOException {
        Harness harness = harness();
        Plan plan = plan(harness);
        RunSummary summary = run(harness, plan);

        assertThat(plan.keys()).hasSize(4 * 5 * 3).doesNotHaveDuplicates();
        assertThat(summary.records())
                .hasSize(60)
                .allSatisfy(trial -> assertThat(trial.outcome())
                        .as(trial.toString())
                        .isEqualTo(isSound(trial) ? Outcome.COMPLETED : Outcome.FAILED));
        assertThat(failure(summary, "first", "acme:throws", "reference"))
                .satisfies(failure -> assertThat(failure.type()).isEqualTo("java.lang.IllegalStateException"))
                .satisfies(failure -> assertThat(failure.message())
                        .startsWith("cell 'acme:throws' from ")
                        .endsWith("bad.jar: define threw IllegalStateException: no luck"))
                .satisfies(failure -> assertThat(failure.trace()).contains("at bad.jar//plug.Throws.define"));
        assertThat(failure(summary, "first", "acme:deep", "reference").message())
                .endsWith("define threw StackOverflowError");
        assertThat(failure(summary, "first", "acme:sized", "reference").message())
                .startsWith("cell 'acme:sized' from ")
                .endsWith("define gave null");
        assertThat(failure(summary, "acme:closed", "tiny", "reference").message())
                .startsWith("task 'acme:closed' from ")
                .endsWith("open threw LinkageError: it is closed");
        assertThat(failure(summary, "acme:stale", "tiny", "reference").message())
                .endsWith("spec threw LinkageError: it is stale");
        assertThat(failure(summary, "acme:dry", "tiny", "reference").message())
                .startsWith("task 'acme:dry' from ")
                .endsWith("training threw LinkageError: it is dry");
        assertThat(failure(summary, "first", "tiny", "acme:silent").message())
                .startsWith("backend 'acme:silent' from ")
                .endsWith("availability gave null");
        assertThat(failure(summary, "first", "tiny", "acme:shaky").message()).endsWith("refuses threw Error: shaken");
        assertThat(summary.isComplete()).isFalse();
        assertThat(Validator.validate(folder.resolve("run")).findings()).isEmpty();
        assertThat(harness.experiments().shipped())
                .anySatisfy(one ->
                        assertThat(one.error()).endsWith("experiments threw IllegalStateException: no experiments"));

        RunSummary again = harness.resume(
                folder.resolve("run"),
                settings(),
                ResumeOptions.standard(),
                Runs.options(2),
                RunListener.SILENT,
                new Cancellation());
        assertThat(again.alreadyDone()).isEqualTo(1);
        assertThat(again.records()).hasSize(59).allMatch(trial -> trial.attempt() == 2);
    }

    private Harness harness() throws IOException {
        Path classes = PluginJars.folder(
                folder.resolve("plugins"),
                List.of(
                        throwing("Throws", "throw new IllegalStateException(\"no luck\");"),
                        throwing("Deep", "return define(s);"),
                        PluginJars.cell(
                                        "Sized",
                                        "acme:sized",
                                        "public java.util.List<io.recurbench.api.Option> options() { return"
                                                + " java.util.List.of(io.recurbench.api.Option.integer(\"hidden\", 4, 1,"
                                                + " \"size\")); }")
                                .replace("return s.input();", "return null;"),
                        SUITE,
                        BACKEND.formatted("Silent", "silent", "return null;", "return reference.refuses(p);"),
                        BACKEND.formatted(
                                "Shaky", "shaky", "return reference.availability();", "throw new Error(\"shaken\");")),
                Map.of(
                        Cell.class, List.of("plug.Throws", "plug.Deep", "plug.Sized"),
                        Suite.class, List.of("plug.BadSuite"),
                        Backend.class, List.of("plug.Silent", "plug.Shaky")));
        // What a plugin uses and does not see of the distribution is its library.
        String libraries = Stream.of(ReferenceBackend.class, FirstTask.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().toString())
                .collect(Collectors.joining(" "));
        Path jar = PluginJars.jar(
                classes, folder.resolve("plugins/bad.jar"), PluginSource.SPI_VERSION, Map.of("Class-Path", libraries));
        return Harness.discover(PluginPath.of(List.of(jar)), request -> new ParityGate.Verdict(true, "checked"));
    }

    private static String throwing(String name, String body) {
        return PluginJars.cell(name, "acme:" + name.toLowerCase(java.util.Locale.ROOT), "")
                .replace("return s.input();", body);
    }

    private static boolean isSound(TrialRecord trial) {
        return trial.setting().task().id().equals("first")
                && trial.setting().cell().id().equals("tiny")
                && trial.setting().backend().id().equals("reference");
    }

    private static Plan plan(Harness harness) {
        return harness.plan(ExperimentFile.read("test.yaml", EXPERIMENT).experiment(), settings());
    }

    private static PlanSettings settings() {
        return new PlanSettings(Optional.empty(), 2);
    }

    private RunSummary run(Harness harness, Plan plan) {
        return harness.run(plan, folder.resolve("run"), Runs.options(2), RunListener.SILENT, new Cancellation());
    }

    private static Failure failure(RunSummary summary, String task, String cell, String backend) {
        return Objects.requireNonNull(summary.records().stream()
                .filter(trial -> trial.setting().task().id().equals(task)
                        && trial.setting().cell().id().equals(cell)
                        && trial.setting().backend().id().equals(backend))
                .findFirst()
                .orElseThrow()
                .failure());
    }
}
