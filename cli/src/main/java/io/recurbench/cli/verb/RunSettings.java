package io.recurbench.cli.verb;

import io.recurbench.api.command.ShellCommand;
import io.recurbench.cli.process.PluginFolder;
import io.recurbench.cli.process.TrialProcess;
import io.recurbench.cli.progress.ProgressChoice;
import io.recurbench.cli.progress.WatchedPage;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.terminal.Notes;
import io.recurbench.harness.isolation.ChildCommand;
import io.recurbench.harness.isolation.Isolation;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.run.RunListener;
import io.recurbench.harness.run.RunOptions;
import io.recurbench.harness.run.RunSummary;
import io.recurbench.harness.trial.CheckpointInterval;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What run and resume have in common. */
final class RunSettings {
    private static final String WATCH = "--watch";

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            description = "Trials at once (1); they share the threads. Measurements of speed run alone. Results do not"
                    + " depend on it.")
    private int jobs = 1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Host threads in all (all processors). Results of backends that are bitwise deterministic do"
                    + " not depend on it.")
    private @Nullable Integer threads;

    @Mixin
    private DataFolder data = new DataFolder();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Time that one trial may take: 90s, 10m, 1h30m.")
    private @Nullable Duration timeout;

    @Option(
            names = "--parameters",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Keep the trained parameters of each trial, for analysis (they are kept).")
    private boolean keepParameters = true;

    @Option(
            names = "--isolate",
            paramLabel = "WHICH",
            description = "Run trials in processes of their own: auto (on backends that load native code), always or"
                    + " never. Results do not depend on it.")
    private Isolation.Mode isolate = Isolation.Mode.AUTO;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "TIME",
            converter = CheckpointConverter.class,
            description = "How often a trial on its way is kept, so that 'resume' goes on there if it is killed: a time"
                    + " such as 5m, updates such as 500u, or never (5m). Results do not depend on it.")
    private CheckpointInterval checkpointEvery = CheckpointInterval.STANDARD;

    @Option(names = "--fail-fast", description = "Start no further trial after the first that failed.")
    private boolean failFast;

    @Option(
            names = "--progress",
            paramLabel = "HOW",
            description = "auto, bar, plain or none (auto: a bar on a terminal, else plain lines).")
    private ProgressChoice progress = ProgressChoice.AUTO;

    @Option(
            names = WATCH,
            description = "Write the report again and again while the run goes on, with the curves so far: open it in a"
                    + " browser, it loads itself. Nothing is written while speed is measured.")
    private boolean watch;

    /** Runs, and shows progress as the user asked for it. */
    RunSummary run(Notes notes, Function<RunListener, RunSummary> run) {
        RunListener shown = progress.listener(notes);
        if (!watch) {
            return run.apply(shown);
        }
        try (WatchedPage page = new WatchedPage(shown, notes)) {
            return run.apply(page);
        }
    }

    /** What planning needs. */
    PlanSettings plan(Console console) {
        return new PlanSettings(data.of(console), threads());
    }

    /** The command that goes on with a run: with what this one was told and the folder of the run does not hold. */
    ShellCommand resume(Verb verb, Path folder) {
        ShellCommand command = verb.next("resume").file(folder);
        if (data.named() != null) {
            command = command.with("--data", data.named().toString());
        }
        return threads == null ? command : command.with("--threads", threads.toString());
    }

    /** How to run. */
    RunOptions options(List<String> command) {
        RunOptions standard = RunOptions.standard();
        return new RunOptions(
                jobs,
                threads(),
                Optional.ofNullable(timeout),
                standard.grace(),
                keepParameters,
                checkpointEvery,
                failFast,
                new Isolation(isolate, Optional.of(ChildCommand.likeThis(TrialProcess.class, PluginFolder.path()))),
                // Who looks on while it runs changes nothing of it, nor of its report.
                command.stream().filter(word -> !word.equals(WATCH)).toList());
    }

    /** How to repeat trials of another run: one at a time, with nothing kept beside their records. */
    static RunOptions again(int threads, List<String> command) {
        Isolation auto = new Isolation(
                Isolation.Mode.AUTO, Optional.of(ChildCommand.likeThis(TrialProcess.class, PluginFolder.path())));
        return new RunOptions(
                1, threads, Optional.empty(), RunOptions.standard().grace(), false, false, auto, command);
    }

    private int threads() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
