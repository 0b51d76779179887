package io.recurbench.results;

import io.recurbench.api.RecurbenchException;

/**
 * One thing that the validator found.
 *
 * @param severity whether it makes the file invalid
 * @param file the file, as it was given
 * @param line line in a journal, from 1; 0 where lines have no meaning
 * @param pointer JSON pointer of the place; empty for the whole document
 * @param rule name of the rule: {@code "json.duplicate-key"}, {@code "schema.required"}, {@code "trial.duplicate"}
 * @param message what was expected and what came
 * @param fix what to do
 */
public record Finding(
        Severity severity, String file, int line, String pointer, String rule, String message, String fix) {

    /** Characters of pointer and message that are kept: names and values in a file may be as long as it. */
    private static final int LONGEST = 300;

    /** Cuts what is too long for a line. */
    public Finding {
        pointer = Excerpt.of(pointer, LONGEST);
        message = Excerpt.of(message, LONGEST);
    }

    /** Whether a finding makes a file invalid. */
    public enum Severity {
        /** The file is not valid. */
        ERROR,
        /** Worth knowing; the file stays valid. */
        WARNING
    }

    /** Whether it makes the file invalid. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /**
     * Ends the reading of what is not valid.
     *
     * @throws RecurbenchException of kind RESULT if it is an error
     */
    void refuseError() {
        if (isError()) {
            throw RecurbenchException.result(reason());
        }
    }

    /** For a reader: {@code results.jsonl:3: /metrics/0/value: ...; fix: ...}. */
    String reason() {
        return place() + what() + "; fix: " + fix;
    }

    /** On one line: {@code results.jsonl:3: error: /metrics/0/value: ... [schema.type]; fix: ...}. */
    @Override
    public String toString() {
        return place() + (isError() ? "error" : "warning") + ": " + what() + " [" + rule + "]; fix: " + fix;
    }

    private String place() {
        return file.isEmpty() ? "" : file + (line > 0 ? ":" + line : "") + ": ";
    }

    private String what() {
        return (pointer.isEmpty() ? "" : pointer + ": ") + message;
    }
}
