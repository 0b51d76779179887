package io.recurbench.reports.example;

import io.recurbench.api.record.Analysis;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.PluginInfo;
import io.recurbench.api.record.Reference;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts trials and a manifest together. */
public final class Runs {
    private Runs() {}

    public static ResultSet of(String id, String title, String description, List<TrialRecord> trials) {
        return of(id, title, description, trials, List.of());
    }

    public static ResultSet of(
            String id, String title, String description, List<TrialRecord> trials, List<Reference> references) {
        return new ResultSet(List.of(manifest(id, title, description, trials, references)), trials);
    }

    public static Manifest manifest(
            String id, String title, String description, List<TrialRecord> trials, List<Reference> references) {
        return new Manifest(
                1,
                "2026-11-22T10:00:00Z",
                id,
                title,
                description,
                "id: " + id + "\ntitle: " + title + "\nseeds: 3\n",
                List.of("run", id, "--seeds", "3"),
                Map.of("version", "0.1.0", "commit", "3f2c9ab", "dirty", "false"),
                Map.of(
                        "cpu.model", "Example CPU at 2.0 GHz",
                        "cpu.cores", "2",
                        "os.name", "Linux",
                        "os.version", "6.1",
                        "jvm.version", "17.0.15+6",
                        "jvm.flags", "--add-modules jdk.incubator.vector"),
                Trials.digest("machine"),
                List.of(
                        new PluginInfo("cell", "lstm", "1", "recurbench-cells.jar", Trials.digest("cells")),
                        new PluginInfo("backend", "cpu", "1", "recurbench-backend-cpu.jar", Trials.digest("cpu")),
                        new PluginInfo("suite", "parity", "1", "classes", "")),
                trials.stream().map(TrialRecord::key).toList(),
                references);
    }

    /** The same run on another machine. */
    public static Manifest elsewhere(Manifest manifest) {
        Map<String, String> environment = new TreeMap<>(manifest.environment());
        environment.put("cpu.model", "Another CPU at 3.1 GHz");
        environment.put("jvm.version", "25+36");
        return new Manifest(
                manifest.schemaVersion(),
                "2026-11-23T08:30:00Z",
                manifest.experiment(),
                manifest.title(),
                manifest.description(),
                manifest.resolvedExperiment(),
                manifest.command(),
                manifest.harness(),
                environment,
                Trials.digest("another machine"),
                manifest.plugins(),
                manifest.plannedTrials(),
                manifest.references());
    }

    public static ResultSet together(ResultSet... results) {
        List<Manifest> manifests = new ArrayList<>();
        List<TrialRecord> trials = new ArrayList<>();
        List<Analysis> analyses = new ArrayList<>();
        for (ResultSet one : results) {
            manifests.addAll(one.manifests());
            trials.addAll(one.trials());
            analyses.addAll(one.analyses());
        }
        return new ResultSet(manifests, trials, analyses);
    }
}
