package io.recurbench.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks results against the schema and against what a schema cannot say. Every finding names file, line, JSON pointer,
 * rule and a fix; all findings are reported, not only the first.
 */
public final class Validator {
    private static final int MAX_FINDINGS_PER_DOCUMENT = 20;

    private Validator() {}

    /**
     * Checks a run folder (manifest and journal), a journal ({@code *.jsonl}) or a manifest ({@code *.json}).
     *
     * @throws RecurbenchException of kind USAGE if there is no such file
     */
    public static List<Finding> validate(Path path) {
        if (!PlainFile.exists(path)) {
            throw RecurbenchException.usage(path + " does not exist");
        }
        List<Finding> findings = new ArrayList<>();
        try {
            if (Files.isDirectory(path)) {
                folder(new RunFolder(path), findings);
            } else if (String.valueOf(path.getFileName()).endsWith(".json")) {
                manifest(path, findings);
            } else {
                journal(path, findings);
            }
        } catch (RecurbenchException e) {
            if (e.kind() != RecurbenchException.Kind.RESULT) {
                throw e;
            }
            findings.add(Findings.document(path.toString(), 0, "json.limit", e.getMessage()));
        } catch (RefusedFileException e) {
            findings.add(Findings.document(e.getFile(), 0, "file.refused", e.getReason()));
        } catch (IOException e) {
            throw FileTrouble.unreadable(path, e);
        }
        return List.copyOf(findings);
    }

    private static void folder(RunFolder folder, List<Finding> findings) throws IOException {
        if (!folder.holdsRun()) {
            throw RecurbenchException.usage(folder.path() + " holds no run: expected " + RunFolder.RESULTS + " and "
                    + RunFolder.MANIFEST + " in it");
        }
        folder.requirePlain();
        Optional<JsonNode> manifest = Optional.empty();
        if (PlainFile.exists(folder.manifest())) {
            manifest = manifest(folder.manifest(), findings);
        } else {
            findings.add(
                    Findings.document(folder.manifest().toString(), 0, "folder.manifest", "the manifest is missing"));
        }
        Set<String> keys = Set.of();
        if (PlainFile.exists(folder.results())) {
            keys = journal(folder.results(), findings);
        } else {
            findings.add(Findings.document(folder.results().toString(), 0, "folder.results", "the journal is missing"));
        }
        if (manifest.isPresent()) {
            findings.addAll(CrossChecks.plan(folder, manifest.get(), keys));
        }
    }

    private static Optional<JsonNode> manifest(Path file, List<Finding> findings) throws IOException {
        return document(
                file.toString(),
                0,
                JsonLines.decode(PlainFile.read(file, Limits.MAX_LINE_BYTES)),
                Schemas.compiledManifest(),
                findings);
    }

    private static Set<String> journal(Path file, List<Finding> findings) throws IOException {
        CrossChecks checks = new CrossChecks(file.toString());
        int records = 0;
        try (JsonLines lines = JsonLines.open(file)) {
            for (Optional<JsonLines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
                JsonLines.Line line = next.get();
                if (line.isBlank()) {
                    continue;
                }
                records++;
                int before = findings.size();
                Optional<JsonNode> tree =
                        document(file.toString(), line.number(), line.text(), Schemas.compiledTrial(), findings);
                if (!line.complete()) {
                    // What a cut line lacks is not worth a list of its own.
                    findings.subList(before, findings.size()).clear();
                    findings.add(Findings.document(
                            file.toString(),
                            line.number(),
                            "json.truncated",
                            "the last line has no line feed: it was cut while it was written"));
                } else if (tree.isPresent()) {
                    findings.addAll(checks.trial(line.number(), tree.get()));
                }
            }
        }
        if (records == 0) {
            findings.add(Findings.document(file.toString(), 0, "journal.empty", "the journal holds no trial"));
        }
        return checks.keys();
    }

    /** Checks one document against its schema; gives its tree if it could be parsed. */
    private static Optional<JsonNode> document(
            String file, int line, Optional<String> text, JsonSchema schema, List<Finding> findings) {
        if (text.isEmpty()) {
            findings.add(Findings.document(file, line, "json.utf-8", "not UTF-8"));
            return Optional.empty();
        }
        JsonNode tree;
        try {
            tree = RecordCodec.parse(text.get());
        } catch (RecurbenchException e) {
            findings.add(Findings.syntax(file, line, e));
            return Optional.empty();
        }
        JsonNode version = tree.path("schemaVersion");
        if (version.isNumber() && version.asLong() != io.recurbench.api.record.TrialRecord.SCHEMA_VERSION) {
            findings.add(Findings.version(file, line, version.asText()));
            return Optional.empty();
        }
        TreeCheck.firstProblem(tree)
                .ifPresent(p -> findings.add(Findings.at(file, line, p.pointer(), "json." + p.rule(), p.message())));
        schema.validate(tree).stream()
                .sorted(Comparator.comparing(
                                (ValidationMessage m) -> m.getInstanceLocation().toString())
                        .thenComparing(ValidationMessage::getMessage))
                .limit(MAX_FINDINGS_PER_DOCUMENT)
                .map(message -> Findings.schema(file, line, message))
                .forEach(findings::add);
        findings.addAll(CrossChecks.unknownFields(file, line, tree, schema.getSchemaNode()));
        return Optional.of(tree);
    }
}
