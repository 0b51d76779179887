package io.recurbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Analysis;
import io.recurbench.api.record.Figure;
import io.recurbench.api.record.Figure.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalysisFileTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatItWrote() throws IOException {
        Analysis analysis = new Analysis(
                "abc",
                "parity, bilinear, seed 0",
                Map.of("norm", "1.5"),
                List.of(new Figure(
                        "eigenvalues",
                        "Eigenvalues",
                        Figure.Kind.PLANE,
                        "re",
                        "im",
                        List.of(new Trace(
                                "token 0", List.of(1.0, Double.NaN), List.of(0.0, Double.NEGATIVE_INFINITY))))));
        Path file = new RunFolder(folder).analysis();

        AnalysisFile.write(file, List.of(analysis));

        assertThat(AnalysisFile.read(file)).containsExactly(analysis);
    }

    @Test
    void namesTheFileThatIsWrong() throws IOException {
        Path file = folder.resolve("analysis.json");
        for (String text : List.of("", "[]", "{\"schemaVersion\":2,\"analyses\":[]}", "{\"schemaVersion\":1}")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> AnalysisFile.read(file))
                    .isInstanceOf(RecurbenchException.class)
                    .hasMessageContaining("analysis.json");
        }
    }
}
