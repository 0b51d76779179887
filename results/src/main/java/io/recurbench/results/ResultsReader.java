package io.recurbench.results;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Analysis;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads run folders. Of each trial the last attempt counts; where two runs hold the same trial, the one that is done wins,
 * then the one of the folder given later. Trials come in the order of the plan.
 */
public final class ResultsReader {
    private final List<String> warnings = new ArrayList<>();

    private ResultsReader() {}

    /**
     * What was read.
     *
     * @param results manifests and trials
     * @param warnings what was tolerated: a line cut by a killed run, an unknown outcome, a trial held by two runs
     */
    public record Results(ResultSet results, List<String> warnings) {
        /** Copies. */
        public Results {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Reads folders, or journals by themselves.
     *
     * @throws RecurbenchException of kind RESULT, naming file and line, for what is not a valid result; of kind USAGE if
     *     a path is not there or holds no run
     */
    public static Results read(List<Path> paths) {
        ResultsReader reader = new ResultsReader();
        List<Manifest> manifests = new ArrayList<>();
        Map<String, TrialRecord> merged = new LinkedHashMap<>();
        List<Analysis> analyses = new ArrayList<>();
        for (Path path : paths) {
            Optional<Manifest> manifest =
                    Files.isDirectory(path) ? reader.manifest(new RunFolder(path)) : Optional.empty();
            manifest.ifPresent(manifests::add);
            if (PlainFile.exists(new RunFolder(path).analysis())) {
                analyses.addAll(AnalysisFile.read(new RunFolder(path).analysis()));
            }
            Map<String, TrialRecord> trials = lastAttempts(reader.journal(path));
            Set<String> order =
                    new LinkedHashSet<>(manifest.map(Manifest::plannedTrials).orElse(List.of()));
            order.addAll(trials.keySet());
            for (String key : order) {
                TrialRecord trial = trials.get(key);
                if (trial != null) {
                    merged.merge(
                            key, trial, (before, now) -> before.equals(now) ? now : reader.choose(before, now, path));
                }
            }
        }
        return new Results(new ResultSet(manifests, List.copyOf(merged.values()), analyses), reader.warnings);
    }

    /** Every record of a journal, all attempts, in the order of writing; a cut last line is left out with a warning. */
    public static RecordCodec.Read<List<TrialRecord>> readJournal(Path file) {
        ResultsReader reader = new ResultsReader();
        return new RecordCodec.Read<>(reader.lines(file), reader.warnings);
    }

    /** The manifest of a run. */
    public static Manifest readManifest(RunFolder folder) {
        return new ResultsReader()
                .manifest(folder)
                .orElseThrow(() -> RecurbenchException.usage(
                        folder.path() + " holds no " + RunFolder.MANIFEST + ": it is not the folder of a run"));
    }

    /** Of each key the record of the highest attempt, the later line where attempts are equal. */
    public static Map<String, TrialRecord> lastAttempts(List<TrialRecord> records) {
        Map<String, TrialRecord> last = new LinkedHashMap<>();
        for (TrialRecord trial : records) {
            last.merge(trial.key(), trial, (before, now) -> now.attempt() >= before.attempt() ? now : before);
        }
        return last;
    }

    private TrialRecord choose(TrialRecord before, TrialRecord now, Path path) {
        boolean keepsBefore = before.outcome().isFinal() && !now.outcome().isFinal();
        warnings.add("trial " + now.key().substring(0, Math.min(12, now.key().length()))
                + " stands in more than one run; " + (keepsBefore ? "the one before " + path : "that of " + path)
                + " is shown");
        return keepsBefore ? before : now;
    }

    private Optional<Manifest> manifest(RunFolder folder) {
        Path file = folder.manifest();
        try {
            folder.requirePlain();
            if (!PlainFile.exists(file)) {
                return Optional.empty();
            }
            String text = JsonLines.decode(PlainFile.read(file, Limits.MAX_LINE_BYTES))
                    .orElseThrow(() -> RecurbenchException.result("not UTF-8"));
            RecordCodec.Read<Manifest> read = RecordCodec.readManifest(text);
            read.warnings().forEach(warning -> warnings.add(file + ": " + warning));
            return Optional.of(read.value());
        } catch (RecurbenchException e) {
            throw new RecurbenchException(e.kind(), file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw FileTrouble.unreadable(file, e);
        }
    }

    private List<TrialRecord> journal(Path path) {
        if (!PlainFile.exists(path)) {
            throw RecurbenchException.usage(
                    path + " does not exist: expected the folder of a run or a " + RunFolder.RESULTS);
        }
        if (!Files.isDirectory(path)) {
            return lines(path);
        }
        RunFolder folder = new RunFolder(path);
        if (!folder.holdsRun()) {
            throw RecurbenchException.usage(
                    path + " holds no run: expected " + RunFolder.RESULTS + " and " + RunFolder.MANIFEST + " in it");
        }
        return PlainFile.exists(folder.results()) ? lines(folder.results()) : List.of();
    }

    private List<TrialRecord> lines(Path file) {
        List<TrialRecord> trials = new ArrayList<>();
        try (JsonLines lines = JsonLines.open(file)) {
            for (Optional<JsonLines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
                JsonLines.Line line = next.get();
                if (!line.isBlank()) {
                    line(file, line).ifPresent(trials::add);
                }
            }
        } catch (IOException e) {
            throw FileTrouble.unreadable(file, e);
        }
        return trials;
    }

    private Optional<TrialRecord> line(Path file, JsonLines.Line line) {
        String place = file + ":" + line.number() + ": ";
        try {
            String text = line.text().orElseThrow(() -> RecurbenchException.result("not UTF-8"));
            RecordCodec.Read<TrialRecord> read = RecordCodec.readTrial(text);
            read.warnings().forEach(warning -> warnings.add(place + warning));
            return Optional.of(read.value());
        } catch (RecurbenchException e) {
            if (!line.complete()) {
                warnings.add(place + "the last line was cut while it was written and is left out; 'resume' repairs it");
                return Optional.empty();
            }
            throw new RecurbenchException(e.kind(), place + e.getMessage(), e);
        }
    }
}
