package io.recurbench.results;

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

    /** On one line: {@code results.jsonl:3: error: /metrics/0/value: ... [schema.type]; fix: ...}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (isError() ? "error" : "warning") + ": "
                + (pointer.isEmpty() ? "" : pointer + ": ") + message + " [" + rule + "]; fix: " + fix;
    }
}
