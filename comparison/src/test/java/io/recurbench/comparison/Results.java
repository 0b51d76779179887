package io.recurbench.comparison;

import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Metric.Direction;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.PluginRef;
import io.recurbench.api.record.Seeds;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.results.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes sides of records. */
final class Results {
    private static int started;

    private final List<TrialRecord> trials = new ArrayList<>();
    private final String fingerprint;

    private Results(String machine) {
        fingerprint = CanonicalJson.digest(Map.of("machine", machine));
    }

    static Results on(String machine) {
        return new Results(machine);
    }

    /** A score of a cell by seed, of shares. */
    Results accuracy(String cell, double... values) {
        for (int seed = 0; seed < values.length; seed++) {
            score(cell, seed, values[seed]);
        }
        return this;
    }

    Results score(String cell, int seed, double value) {
        return learned(
                cell,
                seed,
                "cpu",
                Outcome.COMPLETED,
                null,
                List.of(Metric.of("test/accuracy", value, "1", Direction.HIGHER)));
    }

    Results metric(String cell, int seed, Metric metric) {
        return learned(cell, seed, "cpu", Outcome.COMPLETED, null, List.of(metric));
    }

    Results ended(String cell, int seed, Outcome outcome, String message) {
        return learned(cell, seed, "cpu", outcome, new Failure("acme.Error", message, ""), List.of());
    }

    Results learned(
            String cell, int seed, String backend, Outcome outcome, @Nullable Failure failure, List<Metric> metrics) {
        trials.add(record(cell, seed, backend, Map.of("updates", 100L), outcome, failure, metrics));
        return this;
    }

    /** A speed with its forks of milliseconds. */
    Results speed(String cell, String backend, double[]... forks) {
        List<List<Double>> samples = new ArrayList<>();
        for (double[] fork : forks) {
            List<Double> tokens = new ArrayList<>();
            for (double milliseconds : fork) {
                tokens.add(6_400 / milliseconds * 1e3);
            }
            samples.add(tokens);
        }
        Metric metric = new Metric("speed/tokens", samples.get(0).get(0), "token/s", Direction.HIGHER, null, samples);
        trials.add(record(cell, 0, backend, Map.of(), Outcome.COMPLETED, null, List.of(metric)));
        return this;
    }

    private static TrialRecord record(
            String cell,
            int seed,
            String backend,
            Map<String, Object> training,
            Outcome outcome,
            @Nullable Failure failure,
            List<Metric> metrics) {
        TrialSetting setting = new TrialSetting(
                "example",
                Map.of(),
                new PluginRef(training.isEmpty() ? "training-step" : "parity", "1", Map.of()),
                Map.of(),
                Map.of(),
                new PluginRef(cell.replaceAll("-.*", ""), "1", Map.of("hidden", (long) cell.length(), "name", cell)),
                1,
                0,
                new PluginRef(backend, "1", Map.of()),
                training,
                Map.of());
        Map<String, Object> work = new TreeMap<>(Map.of("cell", cell, "seed", seed, "training", training));
        String workKey = CanonicalJson.digest(work);
        work.put("backend", backend);
        return new TrialRecord(
                TrialRecord.SCHEMA_VERSION,
                TrialRecord.METHOD,
                new TrialSpec(CanonicalJson.digest(work), workKey, setting, new Seeds(seed, seed, seed)),
                Map.of(),
                2,
                outcome,
                failure,
                1,
                "2026-11-22T10:00:00Z",
                "record " + started++,
                metrics,
                List.of(),
                Map.of());
    }

    /** The same, trained and measured by another version of the method. */
    Results ofMethod(int method) {
        trials.replaceAll(trial -> with(trial, method, trial.facts()));
        return this;
    }

    /** The same with a fact in each record. */
    Results withFact(String name, String value) {
        trials.replaceAll(trial -> with(trial, trial.method(), Map.of(name, value)));
        return this;
    }

    private static TrialRecord with(TrialRecord trial, int method, Map<String, String> facts) {
        return new TrialRecord(
                trial.schemaVersion(),
                method,
                trial.spec(),
                trial.device(),
                trial.threads(),
                trial.outcome(),
                trial.failure(),
                trial.attempt(),
                trial.started(),
                trial.ended(),
                trial.metrics(),
                trial.curves(),
                facts);
    }

    List<TrialRecord> trials() {
        return trials;
    }

    Side.Run run(String path) {
        Manifest manifest = new Manifest(
                TrialRecord.SCHEMA_VERSION,
                "2026-11-22T10:00:00Z",
                "example",
                "",
                "",
                "",
                List.of(),
                Map.of("commit", path),
                Map.of("cpu.model", "of " + fingerprint.substring(0, 4)),
                fingerprint,
                List.of(),
                List.of(),
                List.of());
        return new Side.Run(path, Optional.of(manifest), trials);
    }

    Side side() {
        return new Side(List.of(run("run")), List.of());
    }
}
