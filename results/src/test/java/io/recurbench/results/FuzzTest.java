package io.recurbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SeededRandom;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Results come from strangers: whatever is in the file, reading ends with a result or with a clear refusal, and what the
 * reader refuses is what the validator calls an error.
 */
class FuzzTest {
    private static final int FILES = 1_500;
    private static final List<String> FRAGMENTS = List.of(
            "null",
            "NaN",
            "-",
            "1e999",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\n",
            "\\u0000",
            "\\ud800",
            "\u2028",
            "9".repeat(300),
            "{\"a\":1,\"a\":2}",
            "[[[[[[[[",
            "true",
            "\"COMPLETED\"",
            "\"Infinity\"",
            "-0",
            "1.7976931348623157e308",
            "");

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void mutatedFilesAreReadOrRefused() throws IOException {
        RunFolder run = new RunFolder(folder);
        byte[] journal = (RecordCodec.write(Samples.trial(1)) + "\n" + RecordCodec.write(Samples.failed(2, 1)) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] manifest =
                RecordCodec.write(Samples.manifest(List.of(Samples.key(1)))).getBytes(StandardCharsets.UTF_8);
        AnalysisFile.write(run.analysis(), List.of(Samples.analysis()));
        byte[] analysis = Files.readAllBytes(run.analysis());
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            SeededRandom random = new SeededRandom(i);
            int which = i % 4;
            Files.write(run.results(), which > 1 ? mutate(journal, random) : journal);
            Files.write(run.manifest(), which == 0 ? mutate(manifest, random) : manifest);
            Files.write(run.analysis(), which == 1 ? mutate(analysis, random) : analysis);
            boolean[] wasRefused = {false};
            assertThatCode(() -> wasRefused[0] = !readable(folder))
                    .as("seed %d", i)
                    .doesNotThrowAnyException();
            List<Finding> findings = Validator.validate(folder).findings();
            refused += wasRefused[0] ? 1 : 0;
            assertThat(findings.stream()
                            .anyMatch(finding ->
                                    finding.isError() && !ResultsReader.LEFT_BY_A_KILLED_RUN.contains(finding.rule())))
                    .as("seed %d: refused by the reader, as the validator says: %s", i, findings)
                    .isEqualTo(wasRefused[0]);
        }
        assertThat(refused).isBetween(FILES / 4, FILES);
    }

    private static boolean readable(Path folder) {
        try {
            ResultsReader.read(List.of(folder));
            return true;
        } catch (RecurbenchException e) {
            assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.RESULT);
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
    }

    private static byte[] mutate(byte[] bytes, SeededRandom random) {
        byte[] result = bytes;
        for (int n = random.nextInt(1, 3); n > 0; n--) {
            int at = random.nextInt(result.length + 1);
            int end = Math.min(result.length, at + random.nextInt(20));
            result = switch (random.nextInt(5)) {
                case 0 -> splice(result, at, at, new byte[] {(byte) random.nextInt(256)});
                case 1 -> splice(result, at, end, new byte[0]);
                case 2 ->
                    splice(
                            result,
                            at,
                            end,
                            FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(StandardCharsets.UTF_8));
                case 3 -> splice(result, at, at, Arrays.copyOfRange(result, at / 2, at));
                default -> Arrays.copyOf(result, at);
            };
        }
        return result;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(middle);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }
}
