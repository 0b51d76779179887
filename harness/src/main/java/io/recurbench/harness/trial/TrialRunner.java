package io.recurbench.harness.trial;

import io.recurbench.api.Availability;
import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.PluginRef;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.SpeedRequest;
import io.recurbench.api.task.SpeedResult;
import io.recurbench.api.task.SpeedTask;
import io.recurbench.api.task.SpeedWorkload;
import io.recurbench.api.task.Task;
import io.recurbench.api.task.TaskData;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.experiment.TrainingConfig;
import io.recurbench.harness.plan.Models;
import io.recurbench.harness.plan.TaskStore;
import io.recurbench.harness.plan.TrialSpec;
import io.recurbench.results.Checkpoint;
import io.recurbench.results.RecordCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs a trial from its specification alone: names are looked up, data opened and models compiled here, so that a trial
 * runs the same way in this process and in a child. Always gives a record, whatever happens. Thread-safe.
 */
public final class TrialRunner {
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
    public TrialRecord run(TrialSpec spec, TrialEnvironment environment) {
        Instant started = Instant.now();
        TrialRecord record = run(spec, environment, started);
        try {
            RecordCodec.readTrial(RecordCodec.write(record));
            return record;
        } catch (RecurbenchException e) {
            // What a plugin gives stands in it: a metric without a unit would make the whole journal unreadable.
            Failure failure =
                    new Failure("invalid-record", "what the trial gave makes no valid record: " + e.getMessage(), "");
            return TrialRecords.empty(spec, environment, started, Outcome.FAILED, failure);
        }
    }

    private TrialRecord run(TrialSpec spec, TrialEnvironment environment, Instant started) {
        TrialLog log = new TrialLog();
        Running running = new Running(spec, environment, log);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            // A backend's libraries look there for what they find by name, in every call to its trainer.
            thread.setContextClassLoader(
                    catalog.backend(spec.backend().id()).unguarded().getClass().getClassLoader());
            Outcome outcome = spec.kind() == TrialSpec.Kind.LEARNING ? learn(running) : measure(running);
            return TrialRecords.of(spec, environment, started, running.device, outcome, running.reason, log);
        } catch (Throwable e) {
            // The boundary to foreign code: cells, tasks and backends may throw whatever they like, also errors; the
            // run goes on. An interrupt or a limit that was met explains what came after it.
            Optional<Outcome> stopped = environment.control().stop();
            Outcome outcome = stopped.orElse(Outcome.FAILED);
            Failure failure =
                    stopped.map(reason -> stopped(reason, environment)).orElseGet(() -> TrialRecords.failure(e));
            return TrialRecords.of(spec, environment, started, running.device, outcome, failure, log);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** A trial on its way. */
    private static final class Running {
        private final TrialSpec spec;
        private final TrialEnvironment environment;
        private final TrialLog log;
        private Map<String, String> device = Map.of();
        private @org.jspecify.annotations.Nullable Failure reason;

        Running(TrialSpec spec, TrialEnvironment environment, TrialLog log) {
            this.spec = spec;
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
                : new Failure("interrupted", "the run was stopped; 'resume' runs this trial again", "");
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", TimeUnit.MILLISECONDS.convert(duration) / 1e3);
    }

    private Outcome learn(Running running) throws IOException {
        TrialSpec spec = running.spec;
        Backend backend = backend(running);
        Task task = current("task", catalog.task(spec.task().id()).plugin(), spec.task());
        if (!(task instanceof LearningTask learning)) {
            throw RecurbenchException.usage("task '" + task.id() + "' is not one to learn");
        }
        FoundPlugin<Cell> found = catalog.cell(spec.cell().id());
        Cell cell = current("cell", found.plugin(), spec.cell());
        TaskData data = tasks.open(learning, options(spec.task(), task.options()));
        TrainingConfig config = TrainingConfig.of(spec.training());
        Program program = models.program(
                found,
                new ModelSpec(
                        cell,
                        options(spec.cell(), cell.options()),
                        spec.layers(),
                        data.spec().input(),
                        spec.embedding(),
                        data.spec().output().smoothed(config.labelSmoothing()),
                        config.readoutBias()));
        Optional<String> refusal = backend.refuses(program);
        if (refusal.isPresent()) {
            running.reason = new Failure("refused", refusal.get(), "");
            return Outcome.SKIPPED;
        }
        TrainerRequest request = new TrainerRequest(
                program,
                config.optimiser(),
                models.drawParameters(program, spec.seeds().initialisation()),
                running.environment.threads(),
                options(spec.backend(), backend.options()));
        try (Trainer trainer = backend.open(request)) {
            Outcome outcome = new LearningTrial(
                            data,
                            config,
                            spec.seeds().data(),
                            trainer,
                            running.environment.control(),
                            running.environment.listener(),
                            running.log)
                    .run();
            if (outcome == Outcome.COMPLETED
                    && running.environment.checkpoints().isPresent()) {
                Checkpoints.write(
                        spec,
                        program,
                        trainer.export(),
                        running.environment.checkpoints().get());
                running.log.fact("checkpoint", Checkpoint.fileName(spec.key()));
            }
            return outcome;
        }
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
        TrialSpec spec = running.spec;
        Backend backend = backend(running);
        Task task = current("task", catalog.task(spec.task().id()).plugin(), spec.task());
        if (!(task instanceof SpeedTask speed)) {
            throw RecurbenchException.usage("task '" + task.id() + "' is not one to measure speed");
        }
        FoundPlugin<Cell> found = catalog.cell(spec.cell().id());
        Cell cell = current("cell", found.plugin(), spec.cell());
        Options cellOptions = options(spec.cell(), cell.options());
        Options backendOptions = options(spec.backend(), backend.options());
        int threads = running.environment.threads();
        Options taskOptions = options(spec.task(), task.options());
        SpeedWorkload workload = speed.workload(taskOptions);
        ModelSpec model = workload.model(cell, cellOptions, spec.layers());
        Optional<String> refusal = backend.refuses(models.program(found, model));
        if (refusal.isPresent()) {
            running.reason = new Failure("refused", refusal.get(), "");
            return Outcome.SKIPPED;
        }
        running.environment.listener().said("checking parity of " + backend.id() + " for " + cell.id());
        ParityGate.Verdict verdict = gate.check(
                new ParityGate.Request(model, workload.rows(), workload.steps(), backend, backendOptions, threads));
        if (!verdict.conforming()) {
            throw RecurbenchException.conformance(verdict.message());
        }
        running.log.fact("parity", verdict.message());
        running.environment.control().check();
        SpeedResult result = speed.measure(new SpeedRequest(
                taskOptions,
                cell.id(),
                found.code(),
                cellOptions.values(),
                spec.layers(),
                backend.id(),
                catalog.backend(spec.backend().id()).code(),
                backendOptions.values(),
                TrainingConfig.optimiser(spec.training()),
                threads,
                spec.seeds().data(),
                running.environment.listener()::said));
        running.environment.control().check();
        result.metrics().forEach(running.log::metric);
        result.facts().forEach(running.log::fact);
        running.log.fact("checked at the timed size", result.audit());
        return Outcome.COMPLETED;
    }

    private Backend backend(Running running) {
        Backend backend =
                current("backend", catalog.backend(running.spec.backend().id()).plugin(), running.spec.backend());
        if (backend.availability() instanceof Availability.Available available) {
            running.device = available.facts();
            return backend;
        }
        throw RecurbenchException.environment("backend '" + backend.id() + "' is no longer available");
    }

    /** The plugin, if it is still the version that was planned with. */
    private static <P extends io.recurbench.api.Plugin> P current(String kind, P plugin, PluginRef planned) {
        if (!plugin.version().equals(planned.version())) {
            throw RecurbenchException.usage(kind + " '" + planned.id() + "' has version " + plugin.version()
                    + ", the trial was planned with " + planned.version());
        }
        return plugin;
    }

    private static Options options(PluginRef plugin, List<Option> declared) {
        return Options.resolve("'" + plugin.id() + "'", declared, plugin.options());
    }
}
