package io.recurbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a file does not grow with it. */
class BoundsTest {
    private static final int LONGEST_LISTING = 500_000;

    @TempDir
    private Path folder;

    @Test
    void aJournalOfEmptyObjectsIsCountedAndNotListed() throws IOException {
        Validation found = validate("results.jsonl", "{}\n".repeat(20_000));
        assertThat(found.errors()).isEqualTo(20_000);
        assertThat(found.findings().size() + found.leftOut()).isEqualTo(20_000);
        assertThat(length(found)).isLessThan(LONGEST_LISTING);
    }

    @Test
    void aManifestThatIsWrongThroughoutIsToldOf() throws IOException {
        String planned = String.join(",", Collections.nCopies(200_000, "7"));
        Validation found = validate(
                "manifest.json",
                RecordCodec.write(Samples.manifest(List.of()))
                        .replace("\"plannedTrials\" : [ ]", "\"plannedTrials\" : [" + planned + "]"));
        assertThat(found.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.pointer()).isEqualTo("/plannedTrials/0");
            assertThat(finding.message()).contains("string expected");
        });
    }

    @Test
    void namesAndValuesAsLongAsAFileAreCut() throws IOException {
        String good = RecordCodec.write(Samples.trial(1));
        Validation found = validate(
                "results.jsonl",
                good.replace("COMPLETED", "C".repeat(1_000_000)) + "\n"
                        + good.replace("\"attempt\":1", "\"attempt\":1,\"" + "a".repeat(999) + "\":1") + "\n"
                        + good.replace("\"unit\":\"nat\"", "\"unit\":{\"" + "b".repeat(999) + "\":null}") + "\n"
                        + good.replace("\"threads\":2", "\"threads\":\"" + "d".repeat(1_000_000) + "\"") + "\n");
        assertThat(found.findings()).hasSizeGreaterThan(3);
        assertThat(length(found)).isLessThan(10_000);
    }

    @Test
    void warningsOfTheReaderAreCounted() throws IOException {
        StringBuilder journal = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            journal.append(RecordCodec.write(Samples.trial(i)).replace("COMPLETED", "CRASHED"))
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("results.jsonl"), journal);
        assertThat(ResultsReader.read(List.of(file)).warnings())
                .hasSize(101)
                .last()
                .isEqualTo("and 200 more");
    }

    @Test
    void aDocumentOfTooManyValuesIsRefusedBeforeItIsBuilt() {
        String values = "1,".repeat(5_000_000);
        assertThatThrownBy(() -> RecordCodec.readTrial("{\"schemaVersion\":1,\"x\":[" + values + "1]}"))
                .hasMessageContaining("names and values");
    }

    @Test
    void errorsAreNotHiddenBehindWarnings() throws IOException {
        StringBuilder journal = new StringBuilder();
        String good = RecordCodec.write(Samples.trial(1));
        for (int i = 1; i <= 300; i++) {
            journal.append(good.replace("\"attempt\":1", "\"attempt\":" + i + ",\"later\":1"))
                    .append('\n');
        }
        journal.append("{}\n");
        Validation found = validate("results.jsonl", journal.toString());
        assertThat(found.errors()).isEqualTo(1);
        assertThat(found.findings()).anyMatch(Finding::isError);
        assertThat(found.leftOut()).isEqualTo(200);
    }

    private Validation validate(String name, String text) throws IOException {
        return Validator.validate(Files.writeString(folder.resolve(name), text));
    }

    private static int length(Validation found) {
        return found.findings().stream()
                .mapToInt(finding -> finding.toString().length())
                .sum();
    }
}
