package io.recurbench.results;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Analysis;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.TrialRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Goes through the files of a run once, document by document, and tells what it finds. The validator keeps the findings,
 * the reader ends at the first error.
 */
final class Inspection {
    private final Consumer<Finding> findings;

    /** Tells its findings to somebody, who may throw to end it. */
    Inspection(Consumer<Finding> findings) {
        this.findings = findings;
    }

    /** Takes the valid trials of a journal, each with its place. */
    @FunctionalInterface
    interface Trials {
        void take(Place place, TrialRecord trial);
    }

    /** What a folder holds beside its trials. */
    record Contents(Optional<Manifest> manifest, List<Analysis> analyses) {}

    /**
     * Goes through manifest, journal and analyses.
     *
     * @throws RecurbenchException of kind USAGE if the folder holds no run
     */
    Contents folder(RunFolder folder, Trials trials) {
        if (!folder.holdsRun()) {
            throw RecurbenchException.usage(folder.path() + " holds no run: expected " + RunFolder.RESULTS + " and "
                    + RunFolder.MANIFEST + " in it");
        }
        requirePlain(folder);
        Optional<Manifest> manifest = Optional.empty();
        if (PlainFile.exists(folder.manifest())) {
            manifest = manifest(folder.manifest());
        } else {
            findings.accept(Place.of(folder.manifest()).error("", "folder.manifest", "the manifest is missing"));
        }
        if (PlainFile.exists(folder.results())) {
            Optional<Set<String>> planned = manifest.map(known -> new HashSet<>(known.plannedTrials()));
            journal(folder.results(), (place, trial) -> {
                planned.filter(keys -> !keys.contains(trial.key()))
                        .ifPresent(keys -> findings.accept(place.warning(
                                "/key",
                                "trial.unplanned",
                                "trial " + trial.key() + " is not among those that the manifest plans")));
                trials.take(place, trial);
            });
        } else {
            findings.accept(Place.of(folder.results()).error("", "folder.results", "the journal is missing"));
        }
        List<Analysis> analyses = PlainFile.exists(folder.analysis()) ? analyses(folder.analysis()) : List.of();
        return new Contents(manifest, analyses);
    }

    /** Refuses a folder with links, pipes or devices under the names of a run. */
    static void requirePlain(RunFolder folder) {
        try {
            folder.requirePlain();
        } catch (IOException e) {
            throw FileTrouble.unreadable(folder.path(), e);
        }
    }

    /** A file that is one document: analyses or a calibration if it looks like them, else a manifest. */
    void document(Path file) {
        Optional<String> text = text(file);
        Document<?> document = text.map(Inspection::looksLike).orElse(Document.MANIFEST);
        tell(document.examine(Place.of(file), text));
    }

    /** The kind of document with a field that no other has. */
    private static Document<?> looksLike(String json) {
        try {
            ObjectNode tree = Json.parse(json);
            return tree.has("analyses")
                    ? Document.ANALYSIS
                    : tree.has("benchmarks") ? Document.CALIBRATION : Document.MANIFEST;
        } catch (RecurbenchException e) {
            return Document.MANIFEST;
        }
    }

    /** By how much equal measurements differ. */
    Calibration calibration(Path file) {
        return tell(Document.CALIBRATION.examine(Place.of(file), text(file))).orElseThrow();
    }

    /** The manifest of a run; empty if it is not valid. */
    Optional<Manifest> manifest(Path file) {
        return tell(Document.MANIFEST.examine(Place.of(file), text(file)));
    }

    /** What was found in the trained parameters of a run; empty if the file is not valid. */
    List<Analysis> analyses(Path file) {
        return tell(Document.ANALYSIS.examine(Place.of(file), text(file)))
                .map(AnalysisFile.Contents::analyses)
                .orElse(List.of());
    }

    /** Goes through a journal; what it holds in memory are the longest line and the keys. */
    void journal(Path file, Trials trials) {
        Map<String, Integer> lineOfAttempt = new HashMap<>();
        int documents = 0;
        try (JsonLines lines = JsonLines.open(file)) {
            for (Optional<JsonLines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
                JsonLines.Line line = next.get();
                if (!line.isBlank()) {
                    documents++;
                    Place place = new Place(file.toString(), line.number());
                    line(place, line).ifPresent(trial -> {
                        unique(place, trial, lineOfAttempt);
                        trials.take(place, trial);
                    });
                }
            }
        } catch (IOException e) {
            throw FileTrouble.unreadable(file, e);
        }
        if (documents == 0) {
            findings.accept(Place.of(file).error("", "journal.empty", "the journal holds no trial"));
        }
    }

    private Optional<TrialRecord> line(Place place, JsonLines.Line line) {
        Document.Examined<TrialRecord> examined = Document.TRIAL.examine(place, line.text());
        if (line.complete()) {
            return tell(examined);
        }
        if (examined.value().isPresent()) {
            findings.accept(place.error("", "json.line-feed", "the last line lacks its line feed"));
            return tell(examined);
        }
        // What a cut line lacks is not worth a list of its own.
        findings.accept(place.error("", "json.truncated", "the last line was cut while it was written"));
        return Optional.empty();
    }

    private void unique(Place place, TrialRecord trial, Map<String, Integer> lineOfAttempt) {
        Integer earlier = lineOfAttempt.putIfAbsent(trial.key() + "#" + trial.attempt(), place.line());
        if (earlier != null) {
            findings.accept(place.error(
                    "/key",
                    "trial.duplicate",
                    "attempt " + trial.attempt() + " of trial " + trial.key() + " stands on line " + earlier + " too"));
        }
    }

    private <T> Optional<T> tell(Document.Examined<T> examined) {
        examined.findings().forEach(findings);
        return examined.value();
    }

    private static Optional<String> text(Path file) {
        try {
            return JsonLines.decode(PlainFile.read(file, Limits.MAX_LINE_BYTES));
        } catch (IOException e) {
            throw FileTrouble.unreadable(file, e);
        }
    }
}
