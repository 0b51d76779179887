package io.recurbench.results;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Result records as JSON and back. The same record gives the same bytes under every locale and JVM.
 *
 * <p>Written: strict JSON in ASCII, fields in the order of the record's components, maps sorted, NaN and infinities as the
 * strings {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}; a trial is one line, a manifest is indented.
 *
 * <p>Read: unknown fields are ignored (a record is never rewritten from its object, only its line is copied, so that they
 * survive); an unknown outcome or direction becomes FAILED or NONE with a warning; duplicate keys, null where the format
 * has none, missing fields, other types, another schema version, and sizes beyond {@link Limits} are refused with a
 * {@link RecurbenchException} of kind RESULT.
 */
public final class RecordCodec {
    private RecordCodec() {}

    /**
     * What was read.
     *
     * @param value the record
     * @param warnings what was tolerated, in words
     */
    public record Read<T>(T value, List<String> warnings) {
        /** Copies. */
        public Read {
            warnings = List.copyOf(warnings);
        }
    }

    /** A trial on one line, without the line's end. */
    public static String write(TrialRecord trial) {
        try {
            return Json.COMPACT.writeValueAsString(trial);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("trial " + trial.key() + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** A manifest, indented, with a line feed at its end. */
    public static String write(Manifest manifest) {
        try {
            return Json.PRETTY.writeValueAsString(manifest) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the manifest cannot be written: " + e.getMessage(), e);
        }
    }

    /** Reads a trial. */
    public static Read<TrialRecord> readTrial(String json) {
        JsonNode tree = parse(json);
        checkVersion(tree);
        List<String> unknownOutcome = new ArrayList<>();
        Read<TrialRecord> read = map(tree, TrialRecord.class, unknownOutcome);
        Key.require(read.value().key());
        Key.require(read.value().workKey());
        return unknownOutcome.isEmpty()
                ? read
                : new Read<>(withFailure(read.value(), unknownOutcome.get(0)), read.warnings());
    }

    /** Reads a manifest. */
    public static Read<Manifest> readManifest(String json) {
        JsonNode tree = parse(json);
        checkVersion(tree);
        Read<Manifest> read = map(tree, Manifest.class, new ArrayList<>());
        read.value().plannedTrials().forEach(Key::require);
        return read;
    }

    /** Parses strict JSON within the limits. */
    static JsonNode parse(String json) {
        if (json.length() > Limits.MAX_LINE_BYTES) {
            throw RecurbenchException.result(Limits.tooLong("a JSON document", json.length(), Limits.MAX_LINE_BYTES));
        }
        JsonNode tree;
        try {
            tree = Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new RecurbenchException(RecurbenchException.Kind.RESULT, "not strict JSON: " + describe(e), e);
        }
        if (!tree.isObject()) {
            throw RecurbenchException.result("expected a JSON object, not " + tree.getNodeType());
        }
        return tree;
    }

    /** The parser's message with its column, without the source text that Jackson would append. */
    static String describe(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return e.getOriginalMessage() + (location == null ? "" : " (column " + location.getColumnNr() + ")");
    }

    private static void checkVersion(JsonNode tree) {
        JsonNode version = tree.path("schemaVersion");
        if (!version.isInt() && !version.isLong()) {
            throw RecurbenchException.result(
                    "/schemaVersion is missing or not a whole number: this is no record of Recurbench");
        }
        if (version.asLong() != TrialRecord.SCHEMA_VERSION) {
            throw RecurbenchException.result(
                    "schema version " + version.asLong() + ", but this version of Recurbench reads "
                            + TrialRecord.SCHEMA_VERSION + ": use the release that wrote the file");
        }
    }

    private static <T> Read<T> map(JsonNode tree, Class<T> type, List<String> unknownOutcome) {
        TreeCheck.firstProblem(tree).ifPresent(problem -> {
            throw RecurbenchException.result(problem.pointer() + ": " + problem.message());
        });
        List<String> warnings = new ArrayList<>();
        BiConsumer<Class<?>, String> listener = (target, word) -> {
            if (target == Outcome.class) {
                unknownOutcome.add(word);
                warnings.add("unknown outcome '" + word + "': counted as FAILED (this version knows "
                        + List.of(Outcome.values()) + ")");
            } else {
                warnings.add("unknown direction '" + word + "': taken for NONE (this version knows "
                        + List.of(Metric.Direction.values()) + ")");
            }
        };
        try {
            T value = Json.MAPPER
                    .readerFor(type)
                    .withAttribute(Json.UNKNOWN_WORD, listener)
                    .readValue(tree);
            return new Read<>(value, warnings);
        } catch (JsonMappingException e) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.RESULT, pointer(e) + ": " + e.getOriginalMessage(), e);
        } catch (java.io.IOException e) {
            throw new RecurbenchException(RecurbenchException.Kind.RESULT, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                .collect(Collectors.joining());
    }

    private static TrialRecord withFailure(TrialRecord t, String word) {
        Failure failure = t.failure() != null
                ? t.failure()
                : new Failure("unknown-outcome", "outcome '" + word + "' is not known to this version", "");
        return new TrialRecord(
                t.schemaVersion(),
                t.key(),
                t.workKey(),
                t.experiment(),
                t.series(),
                t.task(),
                t.protocol(),
                t.dataDigests(),
                t.cell(),
                t.layers(),
                t.embedding(),
                t.backend(),
                t.device(),
                t.threads(),
                t.training(),
                t.seeds(),
                t.parameters(),
                t.outcome(),
                failure,
                t.attempt(),
                t.started(),
                t.ended(),
                t.metrics(),
                t.curves(),
                t.facts());
    }
}
