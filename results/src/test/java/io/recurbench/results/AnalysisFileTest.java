package io.recurbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalysisFileTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatItWrote() throws IOException {
        Path file = new RunFolder(folder).analysis();

        AnalysisFile.write(file, List.of(Samples.analysis()));

        assertThat(AnalysisFile.read(file)).containsExactly(Samples.analysis());
    }

    @Test
    void namesTheFileThatIsWrong() throws IOException {
        Path file = folder.resolve("analysis.json");
        for (String text : List.of(
                "",
                "[]",
                "{\"schemaVersion\":2,\"analyses\":[]}",
                "{\"schemaVersion\":1}",
                "{\"schemaVersion\":1,\"analyses\":null}",
                "{\"schemaVersion\":1,\"analyses\":[{}]}")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> AnalysisFile.read(file))
                    .isInstanceOf(RecurbenchException.class)
                    .hasMessageContaining("analysis.json");
        }
    }
}
