package io.recurbench.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.networknt.schema.ValidationMessage;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.TrialRecord;

/** Words the findings, each with what to do about it. */
final class Findings {
    private Findings() {}

    static Finding document(String file, int line, String rule, String message) {
        return at(file, line, "", rule, message);
    }

    static Finding at(String file, int line, String pointer, String rule, String message) {
        return new Finding(Finding.Severity.ERROR, file, line, pointer, rule, message, fix(rule));
    }

    static Finding warning(String file, int line, String pointer, String rule, String message) {
        return new Finding(Finding.Severity.WARNING, file, line, pointer, rule, message, fix(rule));
    }

    static Finding version(String file, int line, String version) {
        return at(
                file,
                line,
                "/schemaVersion",
                "schema.version",
                "schema version " + version + ", expected " + TrialRecord.SCHEMA_VERSION);
    }

    /** A document that is not strict JSON; the parser's message tells which rule was broken. */
    static Finding syntax(String file, int line, RecurbenchException e) {
        String message = e.getMessage();
        Throwable cause = e.getCause();
        String original = cause instanceof JsonProcessingException json ? "" + json.getOriginalMessage() : message;
        String rule = cause instanceof StreamConstraintsException
                ? "json.limit"
                : original.startsWith("Duplicate field")
                        ? "json.duplicate-key"
                        : original.contains("NaN") || original.contains("INF") || original.contains("Infinity")
                                ? "json.nan"
                                : "json.syntax";
        return document(file, line, rule, message);
    }

    static Finding schema(String file, int line, ValidationMessage message) {
        String pointer = message.getInstanceLocation().toString();
        String text = message.getMessage();
        // The library writes the pointer in front of its messages; ours stands in its own field.
        String stripped = text.startsWith(pointer + ": ") ? text.substring(pointer.length() + 2) : text;
        return at(file, line, pointer, "schema." + message.getType(), stripped);
    }

    private static String fix(String rule) {
        return switch (rule) {
            case "json.nan" -> "write \"NaN\", \"Infinity\" or \"-Infinity\", in quotes";
            case "json.duplicate-key" -> "keep one of the two fields";
            case "json.truncated" ->
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
