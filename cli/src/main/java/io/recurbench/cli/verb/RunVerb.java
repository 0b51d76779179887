package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.process.Interrupts;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.text.PlanText;
import io.recurbench.harness.Harness;
import io.recurbench.harness.discovery.ConformanceRecords;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.Sharding;
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
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
            "  recurbench run mine.yaml --set cell.hidden=64 --dry-run",
            "  recurbench run mine.yaml --shard 3/10 --out part-3"
        })
public final class RunVerb extends Verb {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Clock clock = Clock.systemUTC();

    @Mixin
    private ExperimentChoice choice = new ExperimentChoice();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "Folder for the results (runs/EXPERIMENT-TIME).")
    private @Nullable Path out;

    @Option(names = "--dry-run", description = "Check everything, print the plan, run nothing.")
    private boolean dryRun;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            converter = ShardConverter.class,
            description =
                    "Run only the I-th of N parts of the experiment: each on a machine of its own, into a folder of"
                            + " its own; 'merge' joins them.")
    private ShardConverter.@Nullable Part shard;

    @Mixin
    private RunSettings run = new RunSettings();

    public RunVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        Harness harness = harness();
        Plan whole = choice.plan(harness, run.plan(console()));
        Plan plan = shard == null ? whole : Sharding.part(whole, shard.index(), shard.count());
        RunOptions options = run.options(arguments());
        if (dryRun) {
            return PlanText.answer(plan, Map.of(), console());
        }
        plan.notes().forEach(line -> notes().note("Note: " + line + "."));
        ConformanceRecords records = catalog().records();
        catalog().all().forEach(plugin -> records.refused(plugin).forEach(notes()::warn));
        Path folder = out == null ? freshFolder(plan.experiment().id()) : out;
        Cancellation cancellation = new Cancellation();
        Interrupts interrupts = Interrupts.watch(cancellation, console().err());
        try {
            return new Outcomes(this, harness, run)
                    .of(run.run(notes(), listener -> harness.run(plan, folder, options, listener, cancellation)));
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
        String part = shard == null ? "" : "-shard-" + shard.index() + "-of-" + shard.count();
        String name = experiment.replace('/', '-') + part + "-"
                + ZonedDateTime.now(clock).withZoneSameInstant(ZoneOffset.UTC).format(TIME);
        try {
            return RunFolder.create(Path.of("runs"), name);
        } catch (IOException e) {
            throw FileTrouble.unwritable("folder runs", e, "choose another place with --out");
        }
    }
}
