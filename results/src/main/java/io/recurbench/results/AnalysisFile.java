package io.recurbench.results;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Analysis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What was found in trained parameters: {@code analysis.json}, one object with the schema's version and a list. */
public final class AnalysisFile {
    /** Version of the format. */
    public static final int SCHEMA_VERSION = 1;

    private AnalysisFile() {}

    record Contents(int schemaVersion, List<Analysis> analyses) {}

    /** Writes a file, in full or not at all. */
    public static void write(Path file, List<Analysis> analyses) throws IOException {
        AtomicFile.write(file, Json.PRETTY.writeValueAsString(new Contents(SCHEMA_VERSION, analyses)) + "\n");
    }

    /**
     * Reads a file.
     *
     * @throws RecurbenchException of kind RESULT that names the file, if it is not one of ours
     */
    public static List<Analysis> read(Path file) {
        return new Inspection(Finding::refuseError).analyses(file);
    }
}
