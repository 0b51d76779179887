package io.recurbench.leaderboard;

import io.recurbench.api.record.Conformance;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Metric.Direction;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.PluginInfo;
import io.recurbench.api.record.PluginRef;
import io.recurbench.api.record.Seeds;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.results.CanonicalJson;
import io.recurbench.results.RecordCodec;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes folders of results that no machine has measured. */
final class Synthetic {
    private final List<TrialRecord> trials = new ArrayList<>();
    private final String machine;
    private final String commit;
    private final int day;

    private Synthetic(String machine, String commit, int day) {
        this.machine = machine;
        this.commit = commit;
        this.day = day;
    }

    /** A run on a machine at a commit; the day gives the order of commits. */
    static Synthetic run(String machine, String commit, int day) {
        return new Synthetic(machine, commit, day);
    }

    /** Scores of a cell on a task, seed by seed; what is not a number has failed. */
    Synthetic scores(String task, String cell, String backend, double... values) {
        for (int seed = 0; seed < values.length; seed++) {
            score(task, cell, backend, seed, values[seed], Map.of("updates", 100L));
        }
        return this;
    }

    Synthetic score(String task, String cell, String backend, int seed, double value, Map<String, Object> training) {
        boolean failed = Double.isNaN(value);
        return add(
                task,
                cell,
                backend,
                seed,
                training,
                failed ? Outcome.FAILED : Outcome.COMPLETED,
                failed ? new Failure("acme.Error", "ran out of luck", "") : null,
                failed
                        ? List.of()
                        : List.of(new Metric(
                                "test/normalised-accuracy",
                                value,
                                "1",
                                Direction.HIGHER,
                                0.0,
                                List.of(List.of(value)))));
    }

    /** A speed with a fork for each number of milliseconds. */
    Synthetic speed(String cell, String backend, double... milliseconds) {
        List<List<Double>> samples = new ArrayList<>();
        for (double fork : milliseconds) {
            samples.add(List.of(64_000 / (fork * 1.02), 64_000 / fork));
        }
        return add(
                "training-step",
                cell,
                backend,
                0,
                Map.of(),
                Outcome.COMPLETED,
                null,
                List.of(new Metric("speed/tokens", samples.get(0).get(0), "token/s", Direction.HIGHER, null, samples)));
    }

    /** The same, made on these data files: names to digests. */
    Synthetic onData(Map<String, String> digests) {
        trials.replaceAll(trial -> {
            TrialSetting old = trial.setting();
            TrialSetting setting = new TrialSetting(
                    old.experiment(),
                    old.series(),
                    old.task(),
                    old.protocol(),
                    digests,
                    old.cell(),
                    old.layers(),
                    old.embedding(),
                    old.backend(),
                    old.training(),
                    old.parameters());
            return with(trial, trial.method(), setting);
        });
        return this;
    }

    private static TrialRecord with(TrialRecord trial, int method, TrialSetting setting) {
        TrialSpec spec = trial.spec();
        return new TrialRecord(
                trial.schemaVersion(),
                method,
                new TrialSpec(spec.key(), spec.workKey(), setting, spec.seeds()),
                trial.device(),
                trial.threads(),
                trial.outcome(),
                trial.failure(),
                trial.attempt(),
                trial.started(),
                trial.ended(),
                trial.metrics(),
                trial.curves(),
                trial.facts());
    }

    /** The same, trained and measured by another version of the method. */
    Synthetic ofMethod(int method) {
        trials.replaceAll(trial -> with(trial, method, trial.setting()));
        return this;
    }

    /** A trial without a number. */
    Synthetic ended(String task, String cell, String backend, Outcome outcome, String message) {
        Map<String, Object> training = task.equals("training-step") ? Map.of() : Map.of("updates", 100L);
        return add(task, cell, backend, 0, training, outcome, new Failure("acme", message, ""), List.of());
    }

    private Synthetic add(
            String task,
            String cell,
            String backend,
            int seed,
            Map<String, Object> training,
            Outcome outcome,
            @Nullable Failure failure,
            List<Metric> metrics) {
        TrialSetting setting = new TrialSetting(
                "synthetic",
                Map.of("cell", cell, "task", task),
                new PluginRef(task.replaceAll("[^a-z0-9-]", "x"), "1", Map.of("length", 40L)),
                Map.of("test-length", "40"),
                Map.of(),
                new PluginRef(cell.replaceAll("[^a-z0-9-]", "x"), "1", Map.of("hidden", 64L)),
                1,
                0,
                new PluginRef(backend, "1", Map.of()),
                training,
                Map.of("total", 8250L, "trainable", 8250L));
        Map<String, Object> work =
                new TreeMap<>(Map.of("task", task, "cell", cell, "training", training, "seed", seed));
        String workKey = CanonicalJson.digest(work);
        work.put("backend", backend);
        trials.add(new TrialRecord(
                TrialRecord.SCHEMA_VERSION,
                TrialRecord.METHOD,
                new TrialSpec(CanonicalJson.digest(work), workKey, setting, new Seeds(seed, seed, seed)),
                Map.of("vector bits", "512"),
                2,
                outcome,
                failure,
                1,
                created(),
                created(),
                metrics,
                List.of(),
                training.isEmpty()
                        ? Map.of("parity", "agrees with the reference", "checked at the timed size", "all calls")
                        : Map.of("training seconds", String.valueOf(1 + cell.length() + seed * 0.1))));
        return this;
    }

    private String created() {
        return "2026-11-" + (day < 9 ? "0" : "") + (day + 1) + "T10:00:00Z";
    }

    Manifest manifest() {
        return new Manifest(
                TrialRecord.SCHEMA_VERSION,
                created(),
                "synthetic",
                "Nobody measured this",
                "",
                "",
                List.of("recurbench", "run"),
                Map.of("commit", commit, "version", "0.1.0", "dirty", "false"),
                Map.of(
                        "cpu.model", "Model " + machine,
                        "cpu.available", "8",
                        "os.name", "Linux",
                        "jvm.version", "17.0.1",
                        "jvm.vendor", "Acme"),
                CanonicalJson.digest(Map.of("machine", machine)),
                List.of(
                        new PluginInfo("backend", "cpu", "1", "cpu.jar", "a".repeat(64)).with(record(0, List.of())),
                        new PluginInfo("backend", "nd4j", "1", "nd4j.jar", "b".repeat(64))
                                .with(record(2, List.of("B2"))),
                        new PluginInfo("cell", "lstm", "1", "cells.jar", "c".repeat(64))),
                trials.stream().map(TrialRecord::key).distinct().toList(),
                List.of());
    }

    Submissions.Run held(String name) {
        return new Submissions.Run(name, manifest(), trials);
    }

    /** Writes the folder of the run. */
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        RunFolder run = new RunFolder(folder);
        Files.writeString(run.manifest(), RecordCodec.write(manifest()));
        Files.writeString(
                run.results(), trials.stream().map(RecordCodec::write).collect(Collectors.joining("\n", "", "\n")));
        return folder;
    }

    private static Conformance record(long failed, List<String> broken) {
        return new Conformance(100, failed, 0, broken, List.of(), "full", "0.1.0 1234567", Map.of(), "d".repeat(64));
    }
}
