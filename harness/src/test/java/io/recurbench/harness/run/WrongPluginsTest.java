package io.recurbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.cell.Cell;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.task.Suite;
import io.recurbench.harness.Harness;
import io.recurbench.harness.discovery.PluginJars;
import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.discovery.PluginSource;
import io.recurbench.harness.fixture.FirstTask;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.PlannedTrial;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.harness.trial.ParityGate;
import io.recurbench.results.Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that gives what it may not, and throws nothing itself, fails its own trials with its name; the others run. */
class WrongPluginsTest {
    private static final String CELL = """
            package plug;
            import io.recurbench.api.Option;
            import io.recurbench.api.Options;
            import io.recurbench.api.cell.Cell;
            import io.recurbench.api.cell.CellScope;
            import io.recurbench.api.cell.Expr;
            import io.recurbench.api.program.Initialiser;
            import java.util.List;
            public class %1$s implements Cell {
                public String id() { return "acme:%2$s"; }
                public String description() { return "a cell that is wrong"; }
                public List<Option> options() { return List.of(Option.integer("hidden", 4, 1, "size")); }
                public long parameterCount(Options o, int w) { return 0; }
                public Expr define(CellScope s) {
                    int n = s.options().integer("hidden");
                    Expr h = s.state("h", n);
                    Expr U = s.parameter("U", Initialiser.inverseRoot(n), s.input().width(), n);
                    Expr x = s.input().matmul(U);
                    %3$s
                }
            }
            """;

    /** What each does in place of a step, and what has to be said of it. */
    private static final Map<String, List<String>> STEPS = new LinkedHashMap<>();

    static {
        STEPS.put("Product", List.of("return s.next(h, h.matmul(U).tanh());", "matmul: [4] and parameter U [3, 4]"));
        STEPS.put("Sum", List.of("return s.next(h, h.plus(s.input()).tanh());", "plus: [4] and [3] do not fit"));
        STEPS.put("Still", List.of("return x.tanh();", "state 'h': next(state, value) was never called"));
        STEPS.put("Eager", List.of("s.next(h, x); return s.next(h, x);", "next: called twice for the state 'h'"));
        STEPS.put("Wide", List.of("return s.next(h, x.concat(x));", "the state 'h' is [4], its next value [8]"));
        STEPS.put(
                "Twin",
                List.of(
                        "return s.next(h, x.plus(s.parameter(\"U\", Initialiser.zeros(), 4)));",
                        "'U' is declared twice"));
        STEPS.put(
                "Idle",
                List.of(
                        "s.parameter(\"b\", Initialiser.zeros(), n); return s.next(h, x);",
                        "parameter 'b' [4] has no path"));
        STEPS.put("Square", List.of("return s.next(h, x).reshape(2, 2);", "the output must be a row [n]"));
    }

    private static final String SUITE = """
            package plug;
            import io.recurbench.api.Options;
            import io.recurbench.api.batch.Batch;
            import io.recurbench.api.batch.BatchSource;
            import io.recurbench.api.task.EvaluationSet;
            import io.recurbench.api.task.LearningTask;
            import io.recurbench.api.task.Suite;
            import io.recurbench.api.task.Task;
            import io.recurbench.api.task.TaskData;
            import io.recurbench.api.task.TaskRequest;
            import io.recurbench.api.task.TaskSpec;
            import io.recurbench.harness.fixture.FirstTask;
            import java.util.ArrayList;
            import java.util.List;
            import java.util.Map;
            import java.util.OptionalDouble;
            import java.util.OptionalInt;
            public class WrongSuite implements Suite {
                public String id() { return "acme:wrong"; }
                public String description() { return "tasks whose data are wrong"; }
                public List<Task> tasks() {
                    List<Task> tasks = new ArrayList<>();
                    for (String how : List.of(%s)) { tasks.add(new Wrong(how)); }
                    return tasks;
                }

                record Wrong(String how) implements LearningTask {
                    public String id() { return "acme:" + how; }
                    public String description() { return how; }
                    public TaskData open(TaskRequest request) {
                        FirstTask first = new FirstTask();
                        return new Data(how, first.open(new TaskRequest(
                                Options.resolve("first", first.options(), Map.of()), request.dataDirectory())));
                    }
                }

                record Data(String how, TaskData data) implements TaskData {
                    public TaskSpec spec() {
                        TaskSpec s = data.spec();
                        return how.equals("percent")
                                ? new TaskSpec(s.input(), s.output(), s.score(), 50, s.optimum(), Map.of(), Map.of())
                                : s;
                    }
                    public OptionalInt longestTraining() { return OptionalInt.of(3); }
                    public BatchSource training(int rows, long seed, int epoch) {
                        BatchSource source = data.training(rows, seed, epoch);
                        return () -> changed("training", source.next());
                    }
                    public List<EvaluationSet> evaluations(int rows) {
                        List<EvaluationSet> sets = new ArrayList<>();
                        for (EvaluationSet set : data.evaluations(rows)) {
                            OptionalDouble chance = how.equals("own-percent") ? OptionalDouble.of(33) : set.chance();
                            String name = how.equals("namesakes") && set.name().equals("test") ? "validation" : set.name();
                            sets.add(new EvaluationSet(name, set.role(), set.length(), chance, () -> {
                                BatchSource source = set.batches().get();
                                return () -> changed(set.name(), source.next());
                            }));
                        }
                        return sets;
                    }
                    private Batch changed(String where, Batch b) {
                        if (how.equals("tired-" + where)) { throw new IllegalStateException("tired"); }
                        if (b != null && how.equals("label") && where.equals("training")) { b.targets()[b.targets().length - 1] = 7; }
                        if (b != null && how.equals("token") && where.equals("test")) { b.tokens()[0] = -1; }
                        if (b != null && how.equals("masked") && where.equals("test")) {
                            return Batch.ofTokens(b.steps(), b.rows(), b.tokens(), b.targets(), new byte[b.mask().length], false);
                        }
                        return b != null && how.equals("numbers") && where.equals("training")
                                ? Batch.ofNumbers(b.steps(), b.rows(), b.tokens(), new float[0], new float[b.mask().length], b.mask(), false)
                                : b;
                    }
                }
            }
            """;

    private static final Map<String, String> DATA = Map.of(
            "label", "training, batch 1: target 7 at step 2, row 1 is out of range: expected 0 to 2",
            "token", "set 'test', batch 1: token -1 at step 0, row 0 is out of range",
            "numbers", "training, batch 1: expected 6 targets, not 0",
            "masked", "set 'test' has no scored position",
            "tired-training", "next of training threw IllegalStateException: tired",
            "tired-test", "next of set 'test' threw IllegalStateException: tired",
            "percent", "spec threw IllegalArgumentException: chance is 50.0, expected a share",
            "own-percent", "of set 'validation', chance is 33.0, expected a share",
            "namesakes", "evaluations has two sets called 'validation'");

    @TempDir
    Path folder;

    @Test
    void aStepThatBreaksTheRulesFailsTheTrialsOfItsCell() throws IOException {
        List<String> sources = new ArrayList<>();
        STEPS.forEach((name, step) -> sources.add(cell(name, step.get(0))));
        Map<String, Failure> failures = failures(
                harness(sources, Map.of(Cell.class, providers(STEPS.keySet())), ""),
                "tasks: [first]\ncells: [tiny, %s]\nbackends: [reference]\ntraining: {updates: 2, batch: 2}\n"
                        .formatted(String.join(", ", ids(STEPS.keySet()))),
                trial -> trial.setting().cell().id());

        assertThat(failures.keySet()).containsExactlyInAnyOrderElementsOf(ids(STEPS.keySet()));
        STEPS.forEach((name, step) -> assertThat(failures.get(id(name)).message())
                .startsWith("cell '" + id(name) + "' from " + folder)
                .contains("wrong.jar: ", step.get(1))
                .doesNotContain("Exception"));
        assertThat(failures.get("acme:product").message()).endsWith("(at Product.java:19)");
        assertThat(failures.get("acme:product").trace()).contains("plug.Product.define(Product.java:19)");
    }

    /** A size at which shapes do not go together is passed over, as one that the cell refuses in words. */
    @Test
    void aBudgetPassesOverSizesWhoseShapesDoNotGoTogether() throws IOException {
        String halves = "return s.next(h, x.reshape(2, n / 2).times(1).reshape(n).tanh());";
        Plan plan = Runs.plan(
                harness(
                        List.of(
                                cell("Halves", halves),
                                cell("Wide", STEPS.get("Wide").get(0))),
                        Map.of(Cell.class, List.of("plug.Halves", "plug.Wide")),
                        ""),
                """
                id: x
                tasks: [first]
                cells:
                  - {id: acme:halves, budget: {solve: hidden, parameters: [65], tolerance: 0.2}}
                  - {id: acme:wide, budget: {solve: hidden, parameters: [65]}}
                backends: [reference]
                training: {updates: 2, batch: 2}
                """);

        PlannedTrial solved = plan.trials().get(0);
        assertThat(solved.failure()).isEmpty();
        assertThat(solved.spec().setting().cell().options()).containsEntry("hidden", 10L);
        assertThat(plan.trials().get(1).failure())
                .hasValueSatisfying(failure ->
                        assertThat(failure).hasMessageContaining("the state 'h' is [1], its next value [2]"));
    }

    @Test
    void dataThatAreNotWhatTheTaskSaysFailItsTrials() throws IOException {
        String names = "\"" + String.join("\", \"", DATA.keySet()) + "\"";
        Map<String, Failure> failures = failures(
                harness(List.of(SUITE.formatted(names)), Map.of(Suite.class, List.of("plug.WrongSuite")), FIRST),
                "tasks: [first, %s]\ncells: [tiny]\nbackends: [reference]\ntraining: {updates: 2, batch: 2}\n"
                        .formatted(String.join(", ", ids(DATA.keySet()))),
                trial -> trial.setting().task().id());

        assertThat(failures.keySet()).containsExactlyInAnyOrderElementsOf(ids(DATA.keySet()));
        DATA.forEach((name, words) -> assertThat(failures.get(id(name)).message())
                .startsWith("task '" + id(name) + "' from " + folder)
                .contains("wrong.jar: " + words));
        assertThat(failures.get("acme:label").type()).isEqualTo("plugin");
        assertThat(failures.get("acme:tired-test").type()).isEqualTo("java.lang.IllegalStateException");
    }

    private static final String FIRST =
            FirstTask.class.getProtectionDomain().getCodeSource().getLocation().toString();

    private static String cell(String name, String step) {
        return CELL.formatted(name, name.toLowerCase(Locale.ROOT), step);
    }

    private static String id(String name) {
        return "acme:" + name.toLowerCase(Locale.ROOT);
    }

    private static List<String> ids(Iterable<String> names) {
        List<String> ids = new ArrayList<>();
        names.forEach(name -> ids.add(id(name)));
        return ids;
    }

    private static List<String> providers(Iterable<String> names) {
        List<String> providers = new ArrayList<>();
        names.forEach(name -> providers.add("plug." + name));
        return providers;
    }

    private Harness harness(List<String> sources, Map<Class<?>, List<String>> services, String libraries)
            throws IOException {
        Path classes = PluginJars.folder(folder.resolve("plugins"), sources, services);
        Path jar = PluginJars.jar(
                classes,
                folder.resolve("plugins/wrong.jar"),
                PluginSource.SPI_VERSION,
                libraries.isEmpty() ? Map.of() : Map.of("Class-Path", libraries));
        return Harness.discover(PluginPath.of(List.of(jar)), request -> new ParityGate.Verdict(true, "checked"));
    }

    /** Runs an experiment whose trials fail where a plugin has a vendor, and nowhere else; gives the failures. */
    private Map<String, Failure> failures(
            Harness harness, String yaml, java.util.function.Function<TrialRecord, String> name) {
        Path run = folder.resolve("run");
        RunSummary summary = harness.run(
                Runs.plan(harness, "id: x\n" + yaml), run, Runs.options(1), RunListener.SILENT, new Cancellation());
        Map<String, Failure> failures = new LinkedHashMap<>();
        for (TrialRecord trial : summary.records()) {
            assertThat(trial.outcome())
                    .as(trial.toString())
                    .isEqualTo(name.apply(trial).contains(":") ? Outcome.FAILED : Outcome.COMPLETED);
            if (trial.outcome() == Outcome.FAILED) {
                failures.put(name.apply(trial), Objects.requireNonNull(trial.failure()));
            }
        }
        assertThat(summary.records()).hasSize(failures.size() + 1);
        assertThat(Validator.validate(run).findings()).isEmpty();
        return failures;
    }
}
