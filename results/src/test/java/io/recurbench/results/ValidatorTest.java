package io.recurbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidatorTest {
    @TempDir
    Path folder;

    private final String good = RecordCodec.write(Samples.trial(1)) + "\n";

    @Test
    void findsNothingInWhatTheCodecWrites() throws IOException {
        write(RunFolder.RESULTS, good + RecordCodec.write(Samples.failed(2, 1)) + "\n");
        write(RunFolder.MANIFEST, RecordCodec.write(Samples.manifest(List.of(Samples.key(1), Samples.key(2)))));
        assertThat(Validator.validate(folder).findings()).isEmpty();
        assertThat(Validator.validate(folder.resolve(RunFolder.RESULTS)).findings())
                .isEmpty();
        assertThat(Validator.validate(folder.resolve(RunFolder.MANIFEST)).findings())
                .isEmpty();
    }

    @Test
    void namesFileLinePointerRuleAndFix() throws IOException {
        Finding finding = only(good + good.replace("\"attempt\":1", "\"attempt\":0"));
        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.pointer()).isEqualTo("/attempt");
        assertThat(finding.rule()).isEqualTo("schema.minimum");
        assertThat(finding.toString())
                .startsWith(folder.resolve(RunFolder.RESULTS) + ":2: error: /attempt: ")
                .contains("[schema.minimum]; fix: ");
    }

    @Test
    void messagesDoNotDependOnTheLocale() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.ROOT);
            Finding root = only(good.replace("\"attempt\":1,", ""));
            for (String tag : List.of("de-DE", "tr-TR")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(only(good.replace("\"attempt\":1,", ""))).isEqualTo(root);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void findsEachKindOfDamage() throws IOException {
        assertThat(only(good.replace("\"NaN\"", "NaN")).rule()).isEqualTo("json.nan");
        assertThat(only(good.replace("\"Infinity\"", "-Infinity")).rule()).isEqualTo("json.nan");
        assertThat(only(good.replaceFirst("\"NaN\"", "\"nan\"")).pointer()).startsWith("/metrics/1/value");
        assertThat(only(good.replace("\"attempt\":1", "\"attempt\":1,\"attempt\":1"))
                        .rule())
                .isEqualTo("json.duplicate-key");
        assertThat(only(good.replace("\"schemaVersion\":1", "\"schemaVersion\":7"))
                        .rule())
                .isEqualTo("schema.version");
        assertThat(only(good.replace("\"experiment\":\"quickstart\",", "")).rule())
                .isEqualTo("schema.required");
        assertThat(only(good.replace("\"x\":[1.0,", "\"x\":[0.5,1.0,")).rule()).isEqualTo("curve.length");
        assertThat(only(good.replace("2.61]", "1e999]")).rule()).isEqualTo("json.range");
        assertThat(only(good.replace("COMPLETED", "FAILED")).rule()).isEqualTo("trial.failure");
        assertThat(only(good.replace("2026-11-22T01:47:15Z", "yesterday")).pointer())
                .isEqualTo("/ended");
        assertThat(only(good.replace("{", "")).rule()).isEqualTo("json.syntax");
        assertThat(only("").rule()).isEqualTo("journal.empty");
        assertThat(only(good.replace("\"attempt\":1", "\"attempt\":1,\"x\":" + "[".repeat(99)))
                        .rule())
                .isEqualTo("json.limit");
    }

    @Test
    void findsACutLastLine() throws IOException {
        Finding finding = only(good + good.substring(0, 300));
        assertThat(finding.rule()).isEqualTo("json.truncated");
        assertThat(finding.line()).isEqualTo(2);
    }

    @Test
    void findsTheSameAttemptTwiceButNotARepeatedTrial() throws IOException {
        assertThat(only(good + good).message()).contains("line 1");
        write(
                RunFolder.RESULTS,
                RecordCodec.write(Samples.failed(1, 1)) + "\n" + good.replace("\"attempt\":1", "\"attempt\":2"));
        assertThat(Validator.validate(folder.resolve(RunFolder.RESULTS)).findings())
                .isEmpty();
    }

    @Test
    void warnsOfWordsThatALaterVersionMayHaveAddedAsTheReaderDoes() throws IOException {
        write(RunFolder.RESULTS, good.replace("COMPLETED", "CRASHED").replaceFirst("\"LOWER\"", "\"SIDEWAYS\""));
        Path journal = folder.resolve(RunFolder.RESULTS);
        assertThat(Validator.validate(journal).findings())
                .noneMatch(Finding::isError)
                .extracting(Finding::rule)
                .containsExactly("outcome.unknown", "direction.unknown");
        assertThat(ResultsReader.readJournal(journal).warnings())
                .hasSize(2)
                .anyMatch(warning -> warning.contains("CRASHED"))
                .anyMatch(warning -> warning.contains("SIDEWAYS"));
    }

    @Test
    void warnsOfUnknownFieldsAndUnplannedTrials() throws IOException {
        write(RunFolder.RESULTS, good.replace("\"attempt\":1", "\"attempt\":1,\"later\":true"));
        write(RunFolder.MANIFEST, RecordCodec.write(Samples.manifest(List.of())));
        assertThat(Validator.validate(folder).findings())
                .noneMatch(Finding::isError)
                .extracting(Finding::rule)
                .containsExactly("field.unknown", "trial.unplanned");
    }

    @Test
    void findsInvalidUtf8() throws IOException {
        byte[] bytes = good.getBytes(StandardCharsets.ISO_8859_1);
        bytes[50] = (byte) 0xFF;
        Files.write(folder.resolve(RunFolder.RESULTS), bytes);
        assertThat(Validator.validate(folder.resolve(RunFolder.RESULTS)).findings())
                .singleElement()
                .satisfies(f -> assertThat(f.rule()).isEqualTo("json.utf-8"));
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThatThrownBy(() -> Validator.validate(folder.resolve("none.jsonl")))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> Validator.validate(folder))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("holds no run");
    }

    private Finding only(String journal) throws IOException {
        write(RunFolder.RESULTS, journal);
        List<Finding> findings =
                Validator.validate(folder.resolve(RunFolder.RESULTS)).findings();
        assertThat(findings).isNotEmpty().allMatch(Finding::isError);
        assertThat(findings.stream().map(f -> f.line() + f.pointer()).distinct())
                .hasSize(1);
        return findings.get(0);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
