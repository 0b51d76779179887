package io.recurbench.results;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Analysis;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
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
 * Reads run folders. What the validator calls an error is refused, but for what a killed run leaves behind. Of each trial
 * the last attempt counts; where two runs hold the same trial, the one that is done wins, then the one of the folder given
 * later. Trials come in the order of the plan.
 */
public final class ResultsReader {
    private static final int MAX_WARNINGS = 100;

    /** Errors of a run that is not complete: what there is can be read. */
    static final Set<String> LEFT_BY_A_KILLED_RUN =
            Set.of("json.truncated", "json.line-feed", "journal.empty", "folder.manifest", "folder.results");

    /** What changes the meaning of what was read. */
    private static final Set<String> WORTH_A_WARNING = Set.of("json.truncated", "outcome.unknown", "direction.unknown");

    private final Excerpt warnings = new Excerpt(MAX_WARNINGS);
    private final Inspection inspection = new Inspection(this::hear);

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
            List<TrialRecord> records = new ArrayList<>();
            Inspection.Contents contents = reader.contents(path, records);
            contents.manifest().ifPresent(manifests::add);
            analyses.addAll(contents.analyses());
            Map<String, TrialRecord> trials = lastAttempts(records);
            Set<String> order = new LinkedHashSet<>(
                    contents.manifest().map(Manifest::plannedTrials).orElse(List.of()));
            order.addAll(trials.keySet());
            for (String key : order) {
                TrialRecord trial = trials.get(key);
                if (trial != null) {
                    merged.merge(
                            key, trial, (before, now) -> before.equals(now) ? now : reader.choose(before, now, path));
                }
            }
        }
        return new Results(new ResultSet(manifests, List.copyOf(merged.values()), analyses), reader.warnings.lines());
    }

    /** Every record of a journal, all attempts, in the order of writing; a cut last line is left out with a warning. */
    public static RecordCodec.Read<List<TrialRecord>> readJournal(Path file) {
        ResultsReader reader = new ResultsReader();
        List<TrialRecord> records = new ArrayList<>();
        reader.inspection.journal(file, (place, trial) -> records.add(trial));
        return new RecordCodec.Read<>(records, reader.warnings.lines());
    }

    /** The manifest of a run. */
    public static Manifest readManifest(RunFolder folder) {
        Inspection.requirePlain(folder);
        if (!PlainFile.exists(folder.manifest())) {
            throw RecurbenchException.usage(
                    folder.path() + " holds no " + RunFolder.MANIFEST + ": it is not the folder of a run");
        }
        return new ResultsReader().inspection.manifest(folder.manifest()).orElseThrow();
    }

    /** Of each key the record of the highest attempt, the later line where attempts are equal. */
    public static Map<String, TrialRecord> lastAttempts(List<TrialRecord> records) {
        Map<String, TrialRecord> last = new LinkedHashMap<>();
        for (TrialRecord trial : records) {
            last.merge(trial.key(), trial, (before, now) -> now.attempt() >= before.attempt() ? now : before);
        }
        return last;
    }

    private Inspection.Contents contents(Path path, List<TrialRecord> records) {
        if (!PlainFile.exists(path)) {
            throw RecurbenchException.usage(
                    path + " does not exist: expected the folder of a run or a " + RunFolder.RESULTS);
        }
        if (Files.isDirectory(path)) {
            return inspection.folder(new RunFolder(path), (place, trial) -> records.add(trial));
        }
        inspection.journal(path, (place, trial) -> records.add(trial));
        return new Inspection.Contents(Optional.empty(), List.of());
    }

    private TrialRecord choose(TrialRecord before, TrialRecord now, Path path) {
        boolean keepsBefore = before.outcome().isFinal() && !now.outcome().isFinal();
        warnings.add("trial " + now.key().substring(0, 12) + " stands in more than one run; "
                + (keepsBefore ? "the one before " + path : "that of " + path) + " is shown");
        return keepsBefore ? before : now;
    }

    private void hear(Finding finding) {
        if (!LEFT_BY_A_KILLED_RUN.contains(finding.rule())) {
            finding.refuseError();
        }
        if (WORTH_A_WARNING.contains(finding.rule())) {
            warnings.add(finding.reason());
        }
    }
}
