package io.recurbench.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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

    private record Contents(int schemaVersion, List<Analysis> analyses) {}

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
        try {
            JsonNode tree = RecordCodec.parse(JsonLines.decode(PlainFile.read(file, Limits.MAX_LINE_BYTES))
                    .orElseThrow(() -> RecurbenchException.result("not UTF-8")));
            if (tree.path("schemaVersion").asInt() != SCHEMA_VERSION) {
                throw RecurbenchException.result("/schemaVersion is " + tree.path("schemaVersion") + ", expected "
                        + SCHEMA_VERSION + ": analyse the run again");
            }
            return Json.MAPPER.treeToValue(tree, Contents.class).analyses();
        } catch (JsonProcessingException e) {
            throw new RecurbenchException(RecurbenchException.Kind.RESULT, file + ": " + RecordCodec.describe(e), e);
        } catch (RecurbenchException e) {
            throw new RecurbenchException(e.kind(), file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw FileTrouble.unreadable(file, e);
        }
    }
}
