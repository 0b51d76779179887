package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.process.Interrupts;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.text.PlanText;
import io.recurbench.harness.Harness;
import io.recurbench.harness.discovery.ConformanceRecords;
import io.recurbench.harness.experiment.Experiment;
import io.recurbench.harness.experiment.Overrides;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.run.RunOptions;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs an experiment into a new folder. */
@Command(
        name = "run",
        description = "Run an experiment, and print the table and the place of the report.",
        footer = {
            "",
            "Examples:",
            "  recurbench run quickstart",
            "  recurbench run quickstart --cell lstm,bilinear --task parity --seeds 3",
            "  recurbench run cprnn/budget --scale small --data ~/ptb",
            "  recurbench run mine.yaml --set 'training.learning-rate=[1e-3,1e-4]'",
            "  recurbench run mine.yaml --set cell.hidden=64 --dry-run"
        })
public final class RunVerb extends Verb {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Clock clock = Clock.systemUTC();

    @Parameters(
            index = "0",
            paramLabel = "EXPERIMENT",
            completionCandidates = Ids.Experiments.class,
            description = "Id of an experiment (see 'list experiments') or path of a .yaml file.")
    private String name = "";

    @Option(
            names = "--scale",
            paramLabel = "NAME",
            description = "smoke, small, paper or what else the experiment has; else as it stands.")
    private @Nullable String scale;

    @Option(
            names = "--cell",
            paramLabel = "ID",
            completionCandidates = Ids.Cells.class,
            description =
                    "Only these cells of the experiment, by label or id, separated by commas; one that it has not is"
                            + " added with default options. A label with a comma stands in double quotes inside the others.")
    private List<String> cells = List.of();

    @Option(
            names = "--task",
            paramLabel = "ID",
            completionCandidates = Ids.Tasks.class,
            description = "Likewise for tasks.")
    private List<String> tasks = List.of();

    @Option(
            names = "--backend",
            paramLabel = "ID",
            completionCandidates = Ids.Backends.class,
            description = "Likewise for backends.")
    private List<String> backends = List.of();

    @Option(names = "--seeds", paramLabel = "N", description = "Number of seeds.")
    private @Nullable Integer seeds;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Change a setting: training.updates=100, cell.hidden=64, cell.lstm.hidden=[32,64],"
                    + " task.test-length=1000. A list makes a trial of each.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "Folder for the results (runs/EXPERIMENT-TIME).")
    private @Nullable Path out;

    @Option(names = "--dry-run", description = "Check everything, print the plan, run nothing.")
    private boolean dryRun;

    @Mixin
    private RunSettings run = new RunSettings();

    public RunVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        Harness harness = harness();
        Overrides overrides =
                new Overrides(names(cells), names(tasks), names(backends), Optional.ofNullable(seeds), settings);
        Experiment experiment = harness.load(name, Optional.ofNullable(scale), overrides);
        Plan plan = harness.plan(experiment, run.plan(console()));
        if (plan.trials().isEmpty()) {
            throw RecurbenchException.usage("nothing to run: the experiment with these filters has no trial");
        }
        RunOptions options = run.options(arguments());
        if (dryRun) {
            return PlanText.answer(plan, console());
        }
        plan.notes().forEach(line -> notes().note("Note: " + line + "."));
        ConformanceRecords records = catalog().records();
        catalog().all().forEach(plugin -> records.refused(plugin).forEach(notes()::warn));
        Path folder = out == null ? freshFolder(experiment.id()) : out;
        Cancellation cancellation = new Cancellation();
        Interrupts interrupts = Interrupts.watch(cancellation, console().err());
        try {
            return new Outcomes(this, harness, run)
                    .of(harness.run(plan, folder, options, run.progress().listener(notes()), cancellation));
        } catch (RecurbenchException e) {
            if (out == null) {
                RunFolder.discard(folder);
            }
            throw e;
        } finally {
            interrupts.close();
        }
    }

    private Path freshFolder(String experiment) {
        String name = experiment.replace('/', '-') + "-"
                + ZonedDateTime.now(clock).withZoneSameInstant(ZoneOffset.UTC).format(TIME);
        try {
            return RunFolder.create(Path.of("runs"), name);
        } catch (IOException e) {
            throw FileTrouble.unwritable("folder runs", e, "choose another place with --out");
        }
    }
}
