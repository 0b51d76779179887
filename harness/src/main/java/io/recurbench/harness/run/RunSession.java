package io.recurbench.harness.run;

import io.recurbench.api.Availability;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.command.ShellCommand;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.Shard;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.api.task.SpeedTask;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.isolation.ChildPool;
import io.recurbench.harness.isolation.Patience;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.PlannedTrial;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.harness.trial.ParityGate;
import io.recurbench.harness.trial.Supervisor;
import io.recurbench.harness.trial.TrialFiles;
import io.recurbench.harness.trial.TrialRunner;
import io.recurbench.harness.trial.Unfinished;
import io.recurbench.results.AtomicFile;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.Holder;
import io.recurbench.results.Journal;
import io.recurbench.results.Lease;
import io.recurbench.results.Limits;
import io.recurbench.results.PlainFile;
import io.recurbench.results.RecordCodec;
import io.recurbench.results.ResultsReader;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Runs a plan into a folder, or goes on with what an earlier run left there. */
public final class RunSession {
    private final PluginCatalog catalog;
    private final ParityGate gate;
    private final RunOptions options;
    private final LiveProgress live = new LiveProgress();
    private final Listeners listeners;
    private final Cancellation cancellation;
    private final Holder holder;
    private final Hold.Timing timing;

    /** A session. */
    public RunSession(
            PluginCatalog catalog,
            ParityGate gate,
            RunOptions options,
            RunListener listener,
            Cancellation cancellation) {
        this(catalog, gate, options, listener, cancellation, Holder.here(), Hold.Timing.STANDARD);
    }

    /** A session of a holder, which may say that it is on another machine. */
    RunSession(
            PluginCatalog catalog,
            ParityGate gate,
            RunOptions options,
            RunListener listener,
            Cancellation cancellation,
            Holder holder,
            Hold.Timing timing) {
        this.catalog = catalog;
        this.gate = gate;
        this.options = options;
        this.listeners = new Listeners(live, listener);
        this.cancellation = cancellation;
        this.holder = holder;
        this.timing = timing;
    }

    /**
     * Runs a plan.
     *
     * @throws RecurbenchException of kind USAGE if the folder holds a run already or files of others, ENVIRONMENT if it cannot be written or
     *     is in use
     */
    public RunSummary run(Plan plan, Path path) {
        Manifest manifest = Manifests.of(plan, catalog, options.command());
        // Before the lock, which would leave a file in a folder that is none of ours.
        refuseForeign(path, manifest);
        checkMeasurable(plan.trials().stream().map(PlannedTrial::spec));
        return inFolder(path, hold -> {
            RunFolder folder = hold.folder();
            if (folder.holdsRun()) {
                throw RecurbenchException.usage(path + " holds another run: go on with it by '"
                        + ShellCommand.recurbench("resume").file(path) + "', or choose another folder");
            }
            // Nothing else comes before the manifest. A run that is killed before it is there can be started again, one
            // that is killed later can be resumed.
            AtomicFile.write(folder.manifest(), RecordCodec.write(manifest));
            return execute(plan, hold, manifest, List.of(), ResumeOptions.Retry.NONE);
        });
    }

    private static void refuseForeign(Path path, Manifest manifest) {
        if (!Files.isDirectory(path) || new RunFolder(path).holdsRun()) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                if (!isTraceOfAStart(entry, manifest)) {
                    throw RecurbenchException.usage(path + " is not empty and holds no run (it has "
                            + entry.getFileName() + "): expected a new or an empty folder, choose another");
                }
            }
        } catch (IOException e) {
            throw FileTrouble.unreadable(path, e);
        }
    }

    /** Whether a run leaves this file that was killed before it had a manifest, so that nothing is lost with it. */
    private static boolean isTraceOfAStart(Path entry, Manifest manifest) throws IOException {
        String name = String.valueOf(entry.getFileName());
        return name.equals(RunFolder.LOCK)
                || name.equals(RunFolder.LIVE)
                || AtomicFile.isAside(name)
                || (name.equals(RunFolder.EXPERIMENT)
                        && Arrays.equals(
                                PlainFile.read(entry, Limits.MAX_LINE_BYTES),
                                manifest.resolvedExperiment().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Goes on with the run in a folder.
     *
     * @param planAgain plans the experiment that the manifest holds
     * @throws RecurbenchException of kind USAGE if there is no run, or if its trials would be other ones now; the message
     *     says what differs
     */
    public RunSummary resume(Path path, Function<Manifest, Plan> planAgain, ResumeOptions resume) {
        if (!Files.isDirectory(path)) {
            throw RecurbenchException.usage(path + " is not a folder: expected the folder of a run");
        }
        // Before the lock, which would leave a file in a folder that is none of ours.
        requireManifest(new RunFolder(path));
        return inFolder(path, hold -> {
            RunFolder folder = hold.folder();
            Manifest then = ResultsReader.readManifest(folder);
            Plan whole = planAgain.apply(then);
            Shard shard = then.shard();
            // By the keys on record, not by dividing again: another version might divide otherwise.
            Plan plan = shard == null ? whole : whole.only(then.plannedTrials(), Optional.of(shard));
            // Nothing is repaired before it is known that this run can be gone on with.
            List<TrialRecord> records = PlainFile.exists(folder.results())
                    ? ResultsReader.readJournal(folder.results()).value()
                    : List.of();
            Differences differences = Differences.between(then, plan, Manifests.of(plan, catalog, List.of()), records);
            check(path, differences, resume.acceptDifferences());
            return execute(plan, hold, then, records, resume.retry());
        });
    }

    private static void requireManifest(RunFolder folder) {
        if (PlainFile.exists(folder.manifest())) {
            ResultsReader.readManifest(folder);
        } else if (PlainFile.exists(folder.results())) {
            throw RecurbenchException.usage(folder.path() + " holds " + RunFolder.RESULTS + " but no "
                    + RunFolder.MANIFEST + ", which says what to go on with: copy the whole folder of the run");
        } else {
            throw RecurbenchException.usage(folder.path() + " holds no " + RunFolder.MANIFEST
                    + ": no run has begun there, so there is nothing to go on with; start one with '"
                    + ShellCommand.recurbench("run")
                            .with("EXPERIMENT")
                            .with("--out", folder.path().toString())
                    + "'");
        }
    }

    private void check(Path path, Differences differences, boolean accept) {
        if (!differences.identity().isEmpty()) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.USAGE,
                    path + " cannot be gone on with. Start a new run; what differs:",
                    differences.identity(),
                    null);
        }
        if (!differences.circumstances().isEmpty() && !accept) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.USAGE,
                    path + " was made under other circumstances; go on all the same with --accept-differences, or start"
                            + " a new run:",
                    differences.circumstances(),
                    null);
        }
        differences
                .circumstances()
                .forEach(line -> listeners.tell(listener -> listener.warned("differs from the run: " + line)));
    }

    /** What each measurement would fail of is said before the first trial. */
    private void checkMeasurable(Stream<TrialSpec> trials) {
        trials.map(TrialSpec::setting)
                .filter(setting -> setting.kind() == TrialSetting.Kind.SPEED)
                .map(setting -> setting.task().id())
                .distinct()
                .forEach(id -> {
                    if (catalog.task(id).plugin() instanceof SpeedTask task
                            && task.availability() instanceof Availability.Unavailable unavailable) {
                        throw unavailable.error("task '" + id + "'");
                    }
                });
    }

    private RunSummary execute(
            Plan plan, Hold hold, Manifest manifest, List<TrialRecord> before, ResumeOptions.Retry retry)
            throws IOException {
        long start = System.nanoTime();
        RunFolder folder = hold.folder();
        if (hold.wasHeldElsewhere()) {
            Journal.detach(folder);
        }
        folder.removeAbandoned();
        if (!PlainFile.exists(folder.experiment())) {
            AtomicFile.write(folder.experiment(), manifest.resolvedExperiment());
        }
        Map<String, TrialRecord> last = ResultsReader.lastAttempts(before);
        // A run may be killed between the record of a trial and the end of its checkpoint.
        last.forEach((key, record) -> {
            if (record.outcome() != Outcome.INTERRUPTED) {
                Unfinished.remove(folder.unfinished(), key);
            }
        });
        List<Execution.Todo> todo = new ArrayList<>();
        for (PlannedTrial trial : plan.trials()) {
            TrialRecord earlier = last.get(trial.spec().key());
            if (earlier == null || isRepeated(earlier.outcome(), retry)) {
                todo.add(new Execution.Todo(trial, earlier == null ? 1 : earlier.attempt() + 1));
            }
        }
        checkMeasurable(todo.stream().map(Execution.Todo::spec));
        int done = plan.trials().size() - todo.size();
        listeners.tell(
                listener -> listener.runStarted(folder.path(), plan.trials().size(), done));
        try (Journal journal = Journal.open(folder, hold.lease());
                Hosts hosts = hosts(plan, folder)) {
            journal.movedAside()
                    .ifPresent(file -> listeners.tell(listener ->
                            listener.warned("the last line of the journal was cut; it now stands in " + file)));
            Lease.Claim claim = hold.lease().claim();
            Execution execution = new Execution(
                    todo,
                    hosts,
                    new TrialFiles(
                            options.keepParameters() ? folder.checkpoints() : null,
                            folder.unfinished(),
                            options.checkpointEvery(),
                            claim),
                    journal,
                    options,
                    listeners,
                    cancellation);
            hold.beat(
                    claim, live::now, execution::stop, warning -> listeners.tell(listener -> listener.warned(warning)));
            List<TrialRecord> records = records(execution);
            RunSummary summary = new RunSummary(
                    folder.path(),
                    plan.trials().size(),
                    done,
                    records,
                    execution.wasCutShort(),
                    Duration.ofNanos(System.nanoTime() - start));
            listeners.tell(listener -> listener.runFinished(summary));
            return summary;
        }
    }

    private List<TrialRecord> records(Execution execution) {
        try {
            return execution.run();
        } catch (RuntimeException | Error e) {
            listeners.tell(RunListener::runFailed);
            throw e;
        }
    }

    private Hosts hosts(Plan plan, RunFolder folder) {
        Supervisor here = new Supervisor(
                new TrialRunner(catalog, plan.tasks(), plan.models(), gate),
                options.grace(),
                warning -> listeners.tell(listener -> listener.warned(warning)));
        Optional<ChildPool> children = options.isolation()
                .child()
                .map(child -> new ChildPool(
                        child, plan.tasks().dataDirectory(), folder.crashes(), Patience.standard(options.grace())));
        return new Hosts(catalog, options.isolation(), here, children);
    }

    /** Whether a trial that ended like this is run again. */
    static boolean isRepeated(Outcome outcome, ResumeOptions.Retry retry) {
        return switch (retry) {
            case NONE -> outcome == Outcome.INTERRUPTED;
            case FAILED -> !outcome.isFinal();
            case ALL -> true;
        };
    }

    /** An action in a folder that is held. */
    private interface InFolder {
        RunSummary apply(Hold hold) throws IOException;
    }

    private RunSummary inFolder(Path path, InFolder action) {
        try {
            PlainFile.makeFolders(path);
            try (Hold hold = Hold.take(
                    new RunFolder(path),
                    holder,
                    timing,
                    cancellation,
                    warning -> listeners.tell(listener -> listener.warned(warning)))) {
                return action.apply(hold);
            }
        } catch (IOException e) {
            throw FileTrouble.unwritable("folder " + path, e, "choose another with --out or free it");
        }
    }
}
