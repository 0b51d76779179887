package io.recurbench.harness;

import io.recurbench.api.Plugin;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.PluginRef;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.harness.discovery.ConformanceRecords;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.discovery.PluginFailure;
import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.discovery.PluginRegistry;
import io.recurbench.harness.experiment.Experiment;
import io.recurbench.harness.experiment.ExperimentFile;
import io.recurbench.harness.experiment.ExperimentLibrary;
import io.recurbench.harness.experiment.Overrides;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.plan.PlannedTrial;
import io.recurbench.harness.plan.Planner;
import io.recurbench.harness.run.ResumeOptions;
import io.recurbench.harness.run.RunListener;
import io.recurbench.harness.run.RunOptions;
import io.recurbench.harness.run.RunSession;
import io.recurbench.harness.run.RunSummary;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.harness.trial.ParityGate;
import io.recurbench.results.AtomicFile;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.ResultsReader;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The way in: everything that the command line does is one of these calls.
 *
 * <pre>{@code
 * Harness harness = Harness.discover(PluginPath.EMPTY, gate);
 * Experiment experiment = harness.load("quickstart", Optional.of("smoke"), Overrides.none());
 * Plan plan = harness.plan(experiment, PlanSettings.standard());       // all errors that need no training
 * Cancellation cancellation = new Cancellation();
 * try (InterruptHook hook = InterruptHook.install(cancellation, Duration.ofSeconds(60))) {
 *     RunSummary summary = harness.run(plan, folder, RunOptions.standard(), listener, cancellation);
 *     harness.writeReports(folder);
 * }
 * }</pre>
 *
 * <p>Thread-safe. Errors that a user can act on are {@link RecurbenchException}s, whose kind decides the exit code.
 */
public final class Harness {
    private final PluginCatalog plugins;
    private final ExperimentLibrary experiments;
    private final ParityGate gate;

    private Harness(PluginCatalog plugins, ParityGate gate) {
        this.plugins = plugins;
        this.experiments = ExperimentLibrary.of(plugins);
        this.gate = gate;
    }

    /**
     * Finds all plugins on the class path, and in further jars and class folders. Never fails because of a plugin: {@link
     * PluginCatalog#rejected()} names those that cannot be used.
     *
     * @param plugins jars and class folders with foreign plugins, on the class path or not
     * @param gate what a backend has to pass before its speed is measured
     */
    public static Harness discover(PluginPath plugins, ParityGate gate) {
        return discover(plugins, ConformanceRecords.NONE, gate);
    }

    /**
     * As {@link #discover(PluginPath, ParityGate)}.
     *
     * @param records of conformance: a manifest has them beside the plugins whose jars they are bound to
     */
    public static Harness discover(PluginPath plugins, ConformanceRecords records, ParityGate gate) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context == null ? Harness.class.getClassLoader() : context;
        return new Harness(PluginRegistry.discover(loader, plugins).with(records), gate);
    }

    /** The plugins. */
    public PluginCatalog plugins() {
        return plugins;
    }

    /** The experiments that ship with the suites. */
    public ExperimentLibrary experiments() {
        return experiments;
    }

    /**
     * Loads an experiment.
     *
     * @param name id of a shipped experiment, or path of a YAML file
     * @param scale {@code smoke}, {@code small}, {@code paper} or what else the file has; empty for the file as it stands
     */
    public Experiment load(String name, Optional<String> scale, Overrides overrides) {
        return experiments.find(name).experiment(scale, overrides, plugins);
    }

    /**
     * An experiment of one cell on one task, which no file describes.
     *
     * @param settings path to value as typed, as in {@link Overrides}
     */
    public Experiment single(String cell, String task, Map<String, String> settings) {
        Overrides overrides = new Overrides(List.of(), List.of(), List.of(), Optional.empty(), settings);
        return ExperimentFile.of(cell, task).experiment(Optional.empty(), overrides, plugins);
    }

    /** Unfolds an experiment into trials, each checked as far as it can be without training. */
    public Plan plan(Experiment experiment, PlanSettings settings) {
        return Planner.plan(experiment, plugins, settings);
    }

    /** Runs a plan into a folder that holds no run yet. Trials that fail are records, not exceptions. */
    public RunSummary run(Plan plan, Path folder, RunOptions options, RunListener listener, Cancellation cancellation) {
        return new RunSession(plugins, gate, options, listener, cancellation).run(plan, folder);
    }

    /** Goes on with the run in a folder: skips what is done, repeats what is not. */
    public RunSummary resume(
            Path folder,
            PlanSettings settings,
            ResumeOptions resume,
            RunOptions options,
            RunListener listener,
            Cancellation cancellation) {
        return new RunSession(plugins, gate, options, listener, cancellation)
                .resume(folder, manifest -> plan(experimentOf(manifest), settings), resume);
    }

    /** The experiment that a run was made of, as its manifest holds it. */
    public static Experiment experimentOf(Manifest manifest) {
        return ExperimentFile.read("the experiment in the manifest", manifest.resolvedExperiment())
                .experiment();
    }

    /**
     * Plans one trial of somebody's run again, by the experiment in its manifest.
     *
     * @return the plan of that trial alone; of none if the experiment has no such trial
     * @throws RecurbenchException of kind ENVIRONMENT if a plugin has another version here; of kind DATA if the data are others
     */
    public Plan planAgain(Manifest manifest, TrialSpec spec, PlanSettings settings) {
        TrialSetting setting = spec.setting();
        requireVersion("task", setting.task(), plugins.task(setting.task().id()));
        requireVersion("cell", setting.cell(), plugins.cell(setting.cell().id()));
        requireVersion(
                "backend", setting.backend(), plugins.backend(setting.backend().id()));
        Overrides one = new Overrides(
                List.of(setting.cellLabel()),
                List.of(setting.taskLabel()),
                List.of(setting.backend().id()),
                Optional.empty(),
                Map.of("seeds", "[" + spec.seeds().index() + "]"));
        Plan plan = plan(
                ExperimentFile.read("the experiment in the manifest", manifest.resolvedExperiment())
                        .experiment(Optional.empty(), one, plugins),
                settings);
        Plan same = plan.only(List.of(spec.key()));
        for (PlannedTrial trial : plan.trials()) {
            Map<String, String> here = trial.spec().setting().dataDigests();
            if (same.trials().isEmpty() && !here.equals(setting.dataDigests())) {
                throw RecurbenchException.data("the data of task '"
                        + setting.task().id() + "' are others here: " + here + " instead of " + setting.dataDigests());
            }
        }
        return same;
    }

    private static void requireVersion(String kind, PluginRef theirs, FoundPlugin<? extends Plugin> here) {
        if (!here.plugin().version().equals(theirs.version())) {
            throw RecurbenchException.environment(kind + " '" + theirs.id() + "' has version "
                    + here.plugin().version() + " here, the record is of version " + theirs.version());
        }
    }

    /** Reads the results of one or more runs. */
    public static ResultsReader.Results read(List<Path> folders) {
        return ResultsReader.read(folders);
    }

    /** Writes every report into the folder of a run; gives the files. */
    public List<Path> writeReports(Path folder) {
        return writeReports(read(List.of(folder)).results(), folder);
    }

    /**
     * Writes the reports of some results into a folder, but for those that are made on request; gives the files. A writer that
     * fails takes no other with it: the errors are thrown when all are done.
     */
    public List<Path> writeReports(ResultSet results, Path folder) {
        List<Path> written = new ArrayList<>();
        List<RecurbenchException> failures = new ArrayList<>();
        for (FoundPlugin<ReportWriter> report : plugins.reports()) {
            try {
                if (report.plugin().isOnRequest()) {
                    continue;
                }
                Path file = new RunFolder(folder).report(report.plugin().fileName());
                AtomicFile.write(file, out -> report.plugin().write(results, out));
                written.add(file);
            } catch (IOException e) {
                failures.add(FileTrouble.unwritable(
                        "report '" + report.id() + "'", e, "free the place and make the report again"));
            } catch (PluginFailure | RecurbenchException e) {
                failures.add(RecurbenchException.environment(
                        "report '" + report.id() + "' could not be written: " + e.getMessage()));
            }
        }
        if (!failures.isEmpty()) {
            String all = failures.stream().map(RecurbenchException::getMessage).collect(Collectors.joining("; "));
            throw new RecurbenchException(failures.get(0).kind(), all, failures.get(0));
        }
        return written;
    }
}
