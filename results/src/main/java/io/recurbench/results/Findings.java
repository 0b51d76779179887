package io.recurbench.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.networknt.schema.ValidationMessage;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.TrialRecord;
import java.util.Optional;
import java.util.stream.Collectors;

/** Words the findings that libraries make, and says of each rule what to do about it. */
final class Findings {
    private static final int LONGEST_VALUE = 80;

    private Findings() {}

    /** A document that is not strict JSON. */
    static Finding syntax(Place place, RecurbenchException e) {
        String rule = e.getCause() instanceof JsonProcessingException json
                ? JsonSyntax.of(json).rule()
                : "json.syntax";
        return place.error("", rule, e.getMessage());
    }

    /** What is wrong with the version of a document, if anything is. */
    static Optional<Finding> version(Place place, JsonNode version) {
        if (!version.isInt() && !version.isLong()) {
            return Optional.of(place.error(
                    "/schemaVersion", "schema.version", "missing or no whole number: this is no file of Recurbench"));
        }
        return version.asLong() == TrialRecord.SCHEMA_VERSION
                ? Optional.empty()
                : Optional.of(place.error(
                        "/schemaVersion",
                        "schema.version",
                        "schema version " + version.asLong() + ", but this version of Recurbench reads "
                                + TrialRecord.SCHEMA_VERSION));
    }

    static Finding schema(Place place, ValidationMessage message) {
        String pointer = message.getInstanceLocation().toString();
        String text = message.getMessage();
        // The library writes the pointer in front of its messages; ours stands in its own field.
        String stripped = text.startsWith(pointer + ": ") ? text.substring(pointer.length() + 2) : text;
        JsonNode came = message.getInstanceNode();
        String value = came != null && came.isValueNode() ? ", not " + Excerpt.of(came.toString(), LONGEST_VALUE) : "";
        return place.error(pointer, "schema." + message.getType(), stripped + value);
    }

    /** A value that the schema lets pass and no record can hold: {@code 2.0} where a whole number stands. */
    static Finding value(Place place, JsonNode tree, JsonProcessingException e) {
        String pointer = e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .filter(step -> !FlatTrial.NESTED.contains(String.valueOf(step.getFieldName())))
                        .map(step -> step.getFieldName() == null
                                ? "/" + step.getIndex()
                                : "/" + TreeCheck.escaped(step.getFieldName()))
                        .collect(Collectors.joining())
                : "";
        Throwable cause = e.getCause();
        JsonNode value = tree.at(pointer);
        String message = e instanceof ValueInstantiationException && cause != null
                ? String.valueOf(cause.getMessage())
                : value.isNumber()
                        ? "expected a whole number, not " + value
                        : "not what the format has here: " + Excerpt.of(value.toString(), LONGEST_VALUE);
        return place.error(pointer, "json.value", message);
    }

    /** What to do about a broken rule. */
    static String fix(String rule) {
        return switch (rule) {
            case "json.nan" -> "write \"NaN\", \"Infinity\" or \"-Infinity\", in quotes";
            case "json.duplicate-key" -> "keep one of the two fields";
            case "json.truncated", "json.line-feed" ->
                "run 'recurbench resume' on the folder, which repairs the journal, or delete the line";
            case "json.utf-8" -> "save the file as UTF-8";
            case "json.limit" -> "split the file, or check that it is a result at all";
            case "json.syntax" -> "write the file with Recurbench, or correct the JSON at this place";
            case "json.null" -> "give a value, or \"unknown\" for a text that is not known";
            case "json.range" -> "write \"Infinity\" or \"-Infinity\", in quotes";
            case "file.refused" ->
                "put the file itself in its place, within the limit, if you trust whom it comes from";
            case "schema.version" -> "use the release of Recurbench that wrote the file";
            case "schema.required" -> "add the field; see docs/results-format.md";
            case "field.unknown" -> "nothing, if a later version wrote it; else check the spelling";
            case "outcome.unknown", "direction.unknown" ->
                "use the release of Recurbench that wrote the file, or check the spelling";
            case "plugin.unknown" -> "nothing for a report; for more, add the plugin with --plugins";
            case "trial.duplicate" -> "delete the line that was copied, or count the attempt up";
            case "trial.failure" -> "give the failure of a trial that did not complete, and null for one that did";
            case "curve.length" -> "give as many ordinates as abscissae";
            case "folder.manifest", "folder.results" -> "copy the whole folder of the run";
            case "journal.empty" -> "let the run finish at least one trial";
            case "trial.unplanned" -> "keep the trials of one run in one folder";
            default -> "correct the value; the schema is in the jar of recurbench-results";
        };
    }
}
