package io.recurbench.results;

import java.nio.file.Path;

/**
 * Where a document stands, for findings.
 *
 * @param file the file, as it was given; empty where there is none
 * @param line line in a journal, from 1; 0 where lines have no meaning
 */
record Place(String file, int line) {
    /** A file as a whole. */
    static Place of(Path file) {
        return new Place(file.toString(), 0);
    }

    Finding error(String pointer, String rule, String message) {
        return new Finding(Finding.Severity.ERROR, file, line, pointer, rule, message, Findings.fix(rule));
    }

    Finding warning(String pointer, String rule, String message) {
        return new Finding(Finding.Severity.WARNING, file, line, pointer, rule, message, Findings.fix(rule));
    }
}
