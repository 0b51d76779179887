package io.recurbench.harness.trial;

import io.recurbench.api.Availability;
import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.Plugin;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.PluginInfo;
import io.recurbench.api.record.PluginRef;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.api.service.Services;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.SpeedRequest;
import io.recurbench.api.task.SpeedResult;
import io.recurbench.api.task.SpeedSubject;
import io.recurbench.api.task.SpeedTask;
import io.recurbench.api.task.Task;
import io.recurbench.api.task.TaskData;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.discovery.PluginSource;
import io.recurbench.harness.environment.BuildInfo;
import io.recurbench.harness.plan.Models;
import io.recurbench.harness.plan.TaskStore;
import io.recurbench.harness.plan.Trial;
import io.recurbench.results.Checkpoint;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.RecordCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a trial from its specification alone: names are looked up, data opened and models compiled here, so that a trial
 * runs the same way in this process and in a child. Always gives a record, whatever happens. Thread-safe.
 */
public final class TrialRunner {
    /** Type of the failure of a trial that has learned, and whose parameters could not be kept. */
    public static final String UNWRITABLE = "unwritable";

    private final PluginCatalog catalog;
    private final TaskStore tasks;
    private final Models models;
    private final ParityGate gate;

    /**
     * A runner.
     *
     * @param catalog the plugins
     * @param tasks opened data, shared between trials
     * @param models compiled programs, shared between trials
     * @param gate what a backend has to pass before its speed is measured
     */
    public TrialRunner(PluginCatalog catalog, TaskStore tasks, Models models, ParityGate gate) {
        this.catalog = catalog;
        this.tasks = tasks;
        this.models = models;
        this.gate = gate;
    }

    /** Runs a trial to its end, whichever it is. The record is one that can be read again. */
    public TrialRecord run(Trial trial, TrialEnvironment environment) {
        Started started = Started.now();
        try {
            // What no record can hold is known before anything is trained, and what checks it is loaded by then: a
            // trial
            // that has to stop gives its record at once.
            check(TrialRecords.empty(trial, environment, started, Outcome.INTERRUPTED, TrialRecords.interrupted()));
            TrialRecord record = run(trial, environment, started);
            check(record);
            return record;
        } catch (RecurbenchException e) {
            // What a plugin gives stands in it: a metric without a unit would make the whole journal unreadable.
            Failure failure =
                    new Failure("invalid-record", "what the trial gave makes no valid record: " + e.getMessage(), "");
            return TrialRecords.empty(trial, environment, started, Outcome.FAILED, failure);
        }
    }

    private static void check(TrialRecord record) {
        RecordCodec.readTrial(RecordCodec.write(record));
    }

    private TrialRecord run(Trial trial, TrialEnvironment environment, Started started) {
        TrialLog log = new TrialLog();
        Running running = new Running(trial, environment, log);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            // A backend's libraries look there for what they find by name, in every call to its trainer.
            String backend = running.setting.backend().id();
            thread.setContextClassLoader(
                    catalog.backend(backend).unguarded().getClass().getClassLoader());
            Outcome outcome = running.setting.kind() == TrialSetting.Kind.LEARNING ? learn(running) : measure(running);
            return TrialRecords.of(trial, environment, started, running.device, outcome, running.reason, log);
        } catch (Throwable e) {
            // The boundary to foreign code: cells, tasks and backends may throw whatever they like, also errors; the
            // run goes on. An interrupt or a limit that was met explains what came after it.
            Optional<Outcome> stopped = environment.control().stop();
            Outcome outcome = stopped.orElse(Outcome.FAILED);
            Failure failure =
                    stopped.map(reason -> stopped(reason, environment)).orElseGet(() -> TrialRecords.failure(e));
            return TrialRecords.of(trial, environment, started, running.device, outcome, failure, log);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** A trial on its way. */
    private static final class Running {
        private final Trial trial;
        private final TrialSetting setting;
        private final TrialEnvironment environment;
        private final TrialLog log;
        private Map<String, String> device = Map.of();
        private @Nullable Failure reason;

        Running(Trial trial, TrialEnvironment environment, TrialLog log) {
            this.trial = trial;
            this.setting = trial.spec().setting();
            this.environment = environment;
            this.log = log;
        }
    }

    private static Failure stopped(Outcome reason, TrialEnvironment environment) {
        return reason == Outcome.TIMEOUT
                ? new Failure(
                        "timeout",
                        "stopped after " + seconds(environment.control().elapsed()) + ", the limit was "
                                + environment
                                        .control()
                                        .limit()
                                        .map(TrialRunner::seconds)
                                        .orElse("none"),
                        "")
                : TrialRecords.interrupted();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", TimeUnit.MILLISECONDS.convert(duration) / 1e3);
    }

    private Outcome learn(Running running) {
        TrialSetting setting = running.setting;
        Trial trial = running.trial;
        FoundPlugin<Backend> found = backend(running);
        Backend backend = found.plugin();
        LearningTask task = task(setting, LearningTask.class, "one to learn");
        FoundPlugin<Cell> cell = cell(setting);
        TaskData data = tasks.open(task, options(setting.task(), task.options()));
        Program program = models.program(
                cell,
                new ModelSpec(
                        cell.plugin(),
                        options(setting.cell(), cell.plugin().options()),
                        setting.layers(),
                        data.spec().input(),
                        setting.embedding(),
                        data.spec().output().smoothed(trial.training().labelSmoothing()),
                        trial.training().readoutBias()));
        if (isRefused(running, backend, program)) {
            return Outcome.SKIPPED;
        }
        TrainerRequest request = new TrainerRequest(
                program,
                trial.training().optimiser(),
                models.drawParameters(program, trial.spec().seeds().initialisation()),
                running.environment.threads(),
                options(setting.backend(), backend.options()));
        try (Trainer trainer = backend.open(request)) {
            Outcome outcome = new LearningTrial(
                            data,
                            trial.training(),
                            trial.spec().seeds().data(),
                            trainer,
                            running.environment.control(),
                            running.environment.listener(),
                            running.log,
                            unfinished(running, cell, found))
                    .run();
            Path parameters = running.environment.files().parameters();
            if (outcome == Outcome.COMPLETED && parameters != null) {
                return keep(running, program, trainer.export(), parameters);
            }
            return outcome;
        }
    }

    /** Keeps the trained parameters. A trial whose parameters are lost is not done: a resumed run goes on with it. */
    private static Outcome keep(Running running, Program program, TrainerState state, Path parameters) {
        TrialSpec spec = running.trial.spec();
        try {
            running.environment.files().requireHeld();
            Checkpoints.write(spec, program, state, parameters);
            running.log.fact("checkpoint", Checkpoint.fileName(spec.key()));
            return Outcome.COMPLETED;
        } catch (IOException e) {
            running.reason =
                    new Failure(UNWRITABLE, "its trained parameters cannot be written: " + FileTrouble.words(e), "");
            return Outcome.INTERRUPTED;
        }
    }

    /** Where the trial is kept while it is on its way. */
    private Optional<Unfinished> unfinished(Running running, FoundPlugin<Cell> cell, FoundPlugin<Backend> backend) {
        TrialFiles files = running.environment.files();
        if (files.unfinished() == null) {
            return Optional.empty();
        }
        TrialSpec spec = running.trial.spec();
        Map<String, String> origin = new TreeMap<>(running.device);
        origin.put("key", spec.key());
        origin.put(
                "harness",
                BuildInfo.facts() + " " + PluginSource.of(TrialRunner.class).sha256());
        origin.put("compiler", PluginSource.of(Services.compiler().getClass()).sha256());
        origin.put("java", System.getProperty("java.runtime.version", "unknown"));
        for (FoundPlugin<?> plugin : List.of(catalog.task(spec.setting().task().id()), cell, backend)) {
            PluginInfo info = plugin.info();
            origin.put(info.kind(), info.id() + " " + info.version() + " " + info.source() + " " + info.sha256());
        }
        return Optional.of(new Unfinished(
                Unfinished.file(files.unfinished(), spec.key()),
                files,
                origin,
                running.environment.listener()::warned));
    }

    /** No speed of what does not agree with the reference: neither before the clock runs nor while it does. */
    private Outcome measure(Running running) {
        try {
            return measured(running);
        } catch (RecurbenchException e) {
            if (e.kind() != RecurbenchException.Kind.CONFORMANCE) {
                throw e;
            }
            running.reason = new Failure("nonconforming", e.getMessage(), "");
            return Outcome.NONCONFORMING;
        }
    }

    private Outcome measured(Running running) {
        TrialSetting setting = running.setting;
        FoundPlugin<Backend> found = backend(running);
        Backend backend = found.plugin();
        SpeedTask task = task(setting, SpeedTask.class, "one to measure speed");
        FoundPlugin<Cell> cell = cell(setting);
        SpeedRequest request = new SpeedRequest(
                options(setting.task(), task.options()),
                cell.id(),
                cell.code(),
                options(setting.cell(), cell.plugin().options()).values(),
                setting.layers(),
                backend.id(),
                found.code(),
                options(setting.backend(), backend.options()).values(),
                running.trial.training().optimiser(),
                running.environment.threads(),
                running.trial.spec().seeds().data(),
                running.environment.listener()::said);
        SpeedSubject subject = SpeedSubject.of(request, task, cell.plugin(), backend);
        if (isRefused(running, backend, models.program(cell, subject.model()))) {
            return Outcome.SKIPPED;
        }
        running.environment.listener().said("checking parity of " + backend.id() + " for " + cell.id());
        ParityGate.Verdict verdict = gate.check(subject);
        if (!verdict.conforming()) {
            throw RecurbenchException.conformance(verdict.message());
        }
        running.log.fact("parity", verdict.message());
        running.environment.control().check();
        SpeedResult result = task.measure(request);
        running.environment.control().check();
        result.metrics().forEach(running.log::metric);
        result.facts().forEach(running.log::fact);
        running.log.fact("checked at the timed size", result.audit());
        return Outcome.COMPLETED;
    }

    private FoundPlugin<Backend> backend(Running running) {
        PluginRef planned = running.setting.backend();
        FoundPlugin<Backend> found = current("backend", catalog.backend(planned.id()), planned);
        if (found.plugin().availability() instanceof Availability.Available available) {
            running.device = available.facts();
            return found;
        }
        throw RecurbenchException.environment("backend '" + found.id() + "' is no longer available");
    }

    private <T extends Task> T task(TrialSetting setting, Class<T> type, String what) {
        Task task = current("task", catalog.task(setting.task().id()), setting.task())
                .plugin();
        if (!type.isInstance(task)) {
            throw RecurbenchException.usage("task '" + task.id() + "' is not " + what);
        }
        return type.cast(task);
    }

    private FoundPlugin<Cell> cell(TrialSetting setting) {
        return current("cell", catalog.cell(setting.cell().id()), setting.cell());
    }

    /** The plugin, if it is still the version that was planned with. */
    private static <P extends Plugin> FoundPlugin<P> current(String kind, FoundPlugin<P> found, PluginRef planned) {
        if (!found.plugin().version().equals(planned.version())) {
            throw RecurbenchException.usage(kind + " '" + planned.id() + "' has version "
                    + found.plugin().version() + ", the trial was planned with " + planned.version());
        }
        return found;
    }

    private static boolean isRefused(Running running, Backend backend, Program program) {
        Optional<String> refusal = backend.refuses(program);
        refusal.ifPresent(reason -> running.reason = new Failure("refused", reason, ""));
        return refusal.isPresent();
    }

    private static Options options(PluginRef plugin, List<Option> declared) {
        return Options.resolve("'" + plugin.id() + "'", declared, plugin.options());
    }
}
