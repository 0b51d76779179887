package io.recurbench.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.TrialRecord;
import java.util.List;
import java.util.Optional;

/**
 * Result records as JSON and back. The same record gives the same bytes under every locale and JVM.
 *
 * <p>Written: strict JSON in ASCII, fields in the order of the schema, maps sorted, NaN and infinities as the
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
            return Json.COMPACT.writeValueAsString(FlatTrial.of(trial));
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
        return read(Document.TRIAL, json);
    }

    /** Reads a manifest. */
    public static Read<Manifest> readManifest(String json) {
        return read(Document.MANIFEST, json);
    }

    private static <T> Read<T> read(Document<T> document, String json) {
        Document.Examined<T> examined = document.examine(new Place("", 0), Optional.of(json));
        examined.findings().forEach(Finding::refuseError);
        return new Read<>(
                examined.value().orElseThrow(),
                examined.findings().stream().map(Finding::reason).toList());
    }
}
