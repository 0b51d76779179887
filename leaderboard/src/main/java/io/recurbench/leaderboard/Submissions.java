package io.recurbench.leaderboard;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.PluginInfo;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.results.PlainFile;
import io.recurbench.results.ResultsReader;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What a board is made of: runs, oldest first, and what was refused. One folder that cannot be read takes no other with it.
 *
 * @param runs each with a manifest and the last attempt of each trial; a copy of a record stands once
 * @param refused folders that are left out, with the reason
 */
public record Submissions(List<Run> runs, List<Refusal> refused) {
    /** Copies. */
    public Submissions {
        runs = List.copyOf(runs);
        refused = List.copyOf(refused);
    }

    /**
     * A run.
     *
     * @param name of its folder, from the folder on that was named
     * @param manifest what it was
     * @param trials the last attempt of each
     */
    public record Run(String name, Manifest manifest, List<TrialRecord> trials) implements Outcome {
        /** Copies. */
        public Run {
            trials = List.copyOf(trials);
        }

        /** The commit of the harness, {@code "-dirty"} behind it where files were changed; its version if it has none. */
        public String commit() {
            Map<String, String> harness = manifest.harness();
            String commit = harness.getOrDefault("commit", "unknown");
            String known = commit.equals("unknown") ? harness.getOrDefault("version", commit) : commit;
            return "true".equals(harness.get("dirty")) ? known + "-dirty" : known;
        }

        /** The plugins of its cells and backends. */
        public List<PluginInfo> used() {
            Set<String> used = new TreeSet<>();
            trials.forEach(trial -> {
                used.add("cell " + trial.setting().cell().id());
                used.add("backend " + trial.setting().backend().id());
            });
            return manifest.plugins().stream()
                    .filter(plugin -> used.contains(plugin.kind() + " " + plugin.id()))
                    .toList();
        }

        /** What decides speed there: the fingerprint of the environment. */
        public String machine() {
            return manifest.fingerprint();
        }
    }

    /**
     * A folder that is left out.
     *
     * @param name of the folder
     * @param reason what is wrong and where
     */
    public record Refusal(String name, String reason) implements Outcome {}

    /** What comes of reading a folder. */
    private sealed interface Outcome permits Run, Refusal {}

    /**
     * Reads folders of runs, and folders that hold such folders.
     *
     * @throws RecurbenchException of kind USAGE if a place is not there or holds no run at all; of kind RESULT if not one run
     *     can be read
     */
    public static Submissions read(List<Path> places) {
        return read(places, Submissions::withoutCurves);
    }

    /** Reads likewise, curves too. */
    public static Submissions readWhole(List<Path> places) {
        return read(places, trial -> trial);
    }

    private static Submissions read(List<Path> places, UnaryOperator<TrialRecord> kept) {
        Map<Path, String> folders = new LinkedHashMap<>();
        places.forEach(place -> find(place).forEach(folders::putIfAbsent));
        List<Outcome> read = folders.entrySet().parallelStream()
                .map(folder -> readOrRefuse(folder.getKey(), folder.getValue(), kept))
                .toList();
        List<Run> runs = new ArrayList<>(
                read.stream().filter(Run.class::isInstance).map(Run.class::cast).toList());
        List<Refusal> refused = read.stream()
                .filter(Refusal.class::isInstance)
                .map(Refusal.class::cast)
                .toList();
        if (runs.isEmpty()) {
            Refusal first = refused.get(0);
            throw RecurbenchException.result("no run can be read: " + first.name() + ": " + first.reason());
        }
        runs.sort(Comparator.comparing((Run run) -> run.manifest().created()).thenComparing(Run::name));
        return new Submissions(withoutCopies(runs), refused);
    }

    private static Outcome readOrRefuse(Path folder, String name, UnaryOperator<TrialRecord> kept) {
        try {
            return read(folder, name, kept);
        } catch (RecurbenchException e) {
            if (e.kind() != RecurbenchException.Kind.RESULT) {
                throw e;
            }
            // A board is published: where it was made is nobody's business.
            return new Refusal(name, String.valueOf(e.getMessage()).replace(folder.toString(), name));
        }
    }

    private static Run read(Path folder, String name, UnaryOperator<TrialRecord> kept) {
        ResultsReader.Results read = ResultsReader.read(List.of(folder));
        Manifest manifest = read.results().manifests().stream()
                .findFirst()
                .orElseThrow(() -> RecurbenchException.result(
                        "it has no " + RunFolder.MANIFEST + ", which says where and with what it was measured"));
        return new Run(
                name, manifest, read.results().trials().stream().map(kept).toList());
    }

    /** A board shows no curve, and those of ten thousand trials take room. */
    private static TrialRecord withoutCurves(TrialRecord trial) {
        return new TrialRecord(
                trial.schemaVersion(),
                trial.method(),
                trial.spec(),
                trial.device(),
                trial.threads(),
                trial.outcome(),
                trial.failure(),
                trial.attempt(),
                trial.started(),
                trial.ended(),
                trial.metrics(),
                List.of(),
                trial.facts());
    }

    private static List<Run> withoutCopies(List<Run> runs) {
        Set<TrialRecord> seen = new HashSet<>();
        return runs.stream()
                .map(run -> new Run(
                        run.name(),
                        run.manifest(),
                        run.trials().stream().filter(seen::add).toList()))
                .toList();
    }

    /** The folders of runs in a place, by where they really are. */
    private static Map<Path, String> find(Path place) {
        if (!PlainFile.exists(place)) {
            throw RecurbenchException.usage(
                    place + " does not exist: expected the folder of a run, or one that holds such folders");
        }
        Path top = place.toAbsolutePath().normalize();
        Map<Path, String> found = new LinkedHashMap<>();
        try {
            for (RunFolder folder : RunFolder.within(top)) {
                if (folder.holdsRun()) {
                    Path inside = top.relativize(folder.path());
                    String name = String.valueOf(top.getFileName());
                    found.put(
                            folder.path().toRealPath(),
                            inside.toString().isEmpty()
                                    ? name
                                    : name + "/" + inside.toString().replace('\\', '/'));
                }
            }
        } catch (IOException e) {
            throw RecurbenchException.environment(place + " cannot be looked through: " + e.getMessage());
        }
        if (found.isEmpty()) {
            throw RecurbenchException.usage(place + " holds no run: expected a folder with " + RunFolder.RESULTS
                    + " and " + RunFolder.MANIFEST + ", or one that holds such folders");
        }
        return found;
    }
}
