package io.recurbench.harness.run;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.results.AtomicFile;
import io.recurbench.results.Excerpt;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.JsonLines;
import io.recurbench.results.PlainFile;
import io.recurbench.results.RecordCodec;
import io.recurbench.results.ResultsReader;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Joins the folders of shards, or of other runs of one experiment, into one folder: what a single run would have left, in
 * the order of the plan whatever the order of the folders. Lines of journals are copied, never written anew.
 */
public final class Merge {
    private static final int MOST_LISTED = 10;

    private final List<Path> folders;
    private final Comparison comparison;
    private final List<Manifest> manifests = new ArrayList<>();
    private final Map<String, Held> trials = new LinkedHashMap<>();

    private Merge(List<Path> folders, Comparison comparison) {
        this.folders = folders;
        this.comparison = comparison;
    }

    /** Holds two records of one trial against each other. */
    @FunctionalInterface
    public interface Comparison {
        /** What differs, in words; empty if they say the same. */
        Optional<String> difference(TrialRecord one, TrialRecord other);
    }

    /** What a folder holds of a trial: its last record and where all attempts stand. */
    private record Held(Path folder, TrialRecord last) {}

    /**
     * What came out.
     *
     * @param folder of the joined run
     * @param planned trials of the whole experiment
     * @param merged those that have a record
     * @param unfinished those whose record says that they are to be run again: interrupted, failed, out of time
     * @param absent shards that no folder is of
     */
    public record Summary(Path folder, int planned, int merged, int unfinished, List<String> absent) {
        /** Copies. */
        public Summary {
            absent = List.copyOf(absent);
        }

        /** Whether every trial has ended for good. */
        public boolean isComplete() {
            return merged == planned && unfinished == 0;
        }
    }

    /**
     * Joins folders.
     *
     * @param out a new or an empty folder; it is there with all its files or not at all
     * @param command the command line, for the manifest
     * @throws RecurbenchException of kind USAGE if the folders are of different experiments, versions, builds or data, or
     *     if there is something in the way; of kind RESULT if two records of one trial differ or a file is not valid
     */
    public static Summary of(List<Path> folders, Path out, Comparison comparison, List<String> command) {
        requireFree(out);
        Merge merge = new Merge(folders, comparison);
        merge.read();
        return merge.write(out, command);
    }

    private static void requireFree(Path out) {
        try {
            if (!PlainFile.exists(out)) {
                return;
            }
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(out)) {
                if (!entries.iterator().hasNext()) {
                    return;
                }
            }
        } catch (IOException e) {
            throw FileTrouble.unreadable(out, e);
        }
        throw RecurbenchException.usage(
                out + " is not empty: expected a new or an empty folder, choose another with --out");
    }

    private void read() {
        for (Path folder : folders) {
            Manifest manifest = ResultsReader.readManifest(new RunFolder(folder));
            Path journal = new RunFolder(folder).results();
            List<TrialRecord> records = PlainFile.exists(journal)
                    ? ResultsReader.readJournal(journal).value()
                    : List.of();
            if (!manifests.isEmpty()) {
                requireSame(folder, manifest, records);
            }
            manifests.add(manifest);
            ResultsReader.lastAttempts(records).values().forEach(trial -> take(new Held(folder, trial)));
        }
        Set<String> plan = new LinkedHashSet<>(manifests.get(0).wholePlan());
        trials.keySet().retainAll(plan);
    }

    /** Checks that a folder is of the same experiment, made by the same code on the same data. */
    private void requireSame(Path folder, Manifest manifest, List<TrialRecord> records) {
        Manifest first = manifests.get(0);
        List<String> differences = new ArrayList<>();
        if (!first.experiment().equals(manifest.experiment())) {
            differences.add("experiment: " + first.experiment() + " and " + manifest.experiment());
        } else if (!first.wholePlan().equals(manifest.wholePlan())) {
            differences.addAll(Differences.versions(first, manifest));
            Set<TrialSetting> settings = new LinkedHashSet<>();
            records.forEach(trial -> settings.add(trial.setting()));
            differences.addAll(
                    Differences.data(trials.values().stream().map(Held::last).toList(), settings));
            differences.add(planned(first.wholePlan(), manifest.wholePlan()));
        }
        differences.addAll(Differences.builds(first, manifest));
        boolean speed = records.stream().anyMatch(Merge::isSpeed)
                || trials.values().stream().map(Held::last).anyMatch(Merge::isSpeed);
        if (speed && !first.fingerprint().equals(manifest.fingerprint())) {
            differences.add("measurements of speed from different machines; 'report' and 'compare' take the folders"
                    + " side by side");
            differences.addAll(Differences.environment(first.environment(), manifest.environment()));
        }
        if (!differences.isEmpty()) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.USAGE,
                    folder + " is not of one run with " + folders.get(0) + ":",
                    Excerpt.of(differences, MOST_LISTED),
                    null);
        }
    }

    private static String planned(List<String> one, List<String> other) {
        Set<String> more = new LinkedHashSet<>(other);
        one.forEach(more::remove);
        return "trials: one plans " + one.size() + ", the other " + other.size() + ", of which " + more.size()
                + " are others: scale, settings or filters differ";
    }

    private static boolean isSpeed(TrialRecord trial) {
        return trial.setting().kind() == TrialSetting.Kind.SPEED;
    }

    private void take(Held held) {
        Held before = trials.putIfAbsent(held.last().key(), held);
        if (before == null) {
            return;
        }
        boolean wasDone = before.last().outcome().isFinal();
        boolean isDone = held.last().outcome().isFinal();
        if (wasDone && isDone) {
            Optional<String> difference = before.last().equals(held.last())
                    ? Optional.empty()
                    : comparison.difference(before.last(), held.last());
            if (difference.isPresent()) {
                throw new RecurbenchException(
                        RecurbenchException.Kind.RESULT,
                        "two folders have different records of "
                                + held.last().spec().name() + " ("
                                + held.last().key().substring(0, 12) + "): " + difference.get()
                                + "; leave one of the folders out, or run the trial again",
                        List.of(line(before), line(held)),
                        null);
            }
        } else if (isDone) {
            trials.put(held.last().key(), held);
        }
    }

    private static String line(Held held) {
        String score = held.last()
                .score()
                .map(metric -> ", " + metric.name() + " " + metric.value())
                .orElse("");
        return held.folder() + ": " + held.last().outcome() + score + ", ended "
                + held.last().ended();
    }

    private Summary write(Path out, List<String> command) {
        Path parent = PlainFile.parent(out);
        try {
            PlainFile.makeFolders(parent);
            Path aside = Files.createTempDirectory(parent, "." + out.getFileName() + "-merging-");
            try {
                fill(new RunFolder(aside), command);
                Files.deleteIfExists(out);
                Files.move(aside, out);
                AtomicFile.forceFolder(parent);
            } finally {
                delete(aside);
            }
        } catch (IOException e) {
            throw FileTrouble.unwritable("folder " + out, e, "choose another with --out or free it");
        }
        List<TrialRecord> last = trials.values().stream().map(Held::last).toList();
        int unfinished =
                (int) last.stream().filter(trial -> !trial.outcome().isFinal()).count();
        return new Summary(out, manifests.get(0).wholePlan().size(), last.size(), unfinished, absent());
    }

    private void fill(RunFolder folder, List<String> command) throws IOException {
        Manifest manifest = Manifests.joined(manifests, command);
        AtomicFile.write(folder.manifest(), RecordCodec.write(manifest));
        AtomicFile.write(folder.experiment(), manifest.resolvedExperiment());
        for (Path from : folders) {
            copy(new RunFolder(from).checkpoints(), from, folder.checkpoints());
            copy(new RunFolder(from).unfinished(), from, folder.unfinished());
        }
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (Path from : folders) {
            take(from, lines);
        }
        AtomicFile.write(folder.results(), into -> {
            for (String key : manifest.plannedTrials()) {
                for (String line : lines.getOrDefault(key, List.of())) {
                    into.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        });
    }

    /** The lines of the trials whose record is taken from this folder, all attempts. */
    private void take(Path from, Map<String, List<String>> lines) throws IOException {
        Path journal = new RunFolder(from).results();
        if (!PlainFile.exists(journal)) {
            return;
        }
        try (JsonLines all = JsonLines.open(journal)) {
            for (Optional<JsonLines.Line> next = all.next(); next.isPresent(); next = all.next()) {
                JsonLines.Line line = next.get();
                // What was cut while it was written was warned of when it was read.
                if (line.complete() && !line.isBlank()) {
                    String text = line.text().orElseThrow();
                    String key = RecordCodec.readTrial(text).value().key();
                    Held held = trials.get(key);
                    if (held != null && held.folder().equals(from)) {
                        lines.computeIfAbsent(key, first -> new ArrayList<>()).add(text);
                    }
                }
            }
        }
    }

    /** Copies the files of the trials whose record is taken from this folder. */
    private void copy(Path files, Path from, Path to) throws IOException {
        if (!PlainFile.exists(files)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(files)) {
            for (Path file : entries) {
                String name = String.valueOf(file.getFileName());
                String key = name.substring(0, Math.max(0, name.lastIndexOf('.')));
                Held held = trials.get(key);
                boolean isOfNobody =
                        held == null && manifests.get(0).wholePlan().contains(key);
                if (Files.isRegularFile(file) && ((held != null && held.folder().equals(from)) || isOfNobody)) {
                    PlainFile.makeFolder(to);
                    if (!PlainFile.exists(to.resolve(name))) {
                        Files.copy(file, to.resolve(name));
                    }
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    delete(entry);
                } else {
                    Files.delete(entry);
                }
            }
        }
        Files.delete(folder);
    }

    private List<String> absent() {
        Set<Integer> counts = new TreeSet<>();
        Set<String> there = new LinkedHashSet<>();
        for (Manifest manifest : manifests) {
            if (manifest.shard() != null) {
                counts.add(manifest.shard().count());
                there.add(manifest.shard().name());
            }
        }
        List<String> absent = new ArrayList<>();
        if (counts.size() == 1 && there.size() < manifests.get(0).wholePlan().size()) {
            int count = counts.iterator().next();
            for (int index = 1; index <= count; index++) {
                String name = index + "/" + count;
                if (!there.contains(name)) {
                    absent.add(name);
                }
            }
        }
        return manifests.stream().allMatch(manifest -> manifest.shard() != null) ? absent : List.of();
    }
}
