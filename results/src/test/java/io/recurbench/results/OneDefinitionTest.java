package io.recurbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.PluginRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the validator calls an error the reader refuses, at the same place, and neither does more. */
class OneDefinitionTest {
    @TempDir
    private Path folder;

    private RunFolder run = new RunFolder(Path.of(""));

    @BeforeEach
    void write() throws IOException {
        run = new RunFolder(folder);
        Files.writeString(run.results(), RecordCodec.write(Samples.trial(1)) + "\n");
        Files.writeString(run.manifest(), RecordCodec.write(Samples.manifest(List.of(Samples.key(1)))));
        AnalysisFile.write(run.analysis(), List.of(Samples.analysis()));
    }

    @Test
    void agreeOnWhatIsWhole() {
        assertThat(Validator.validate(folder).findings()).isEmpty();
        assertThat(ResultsReader.read(List.of(folder)).results().trials()).containsExactly(Samples.trial(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"threads\":2' | '\"threads\":250.0' | /threads | expected a whole number, not 250.0",
                "'\"index\":1' | '\"index\":1e0' | /seeds/index | expected a whole number, not 1.0",
                "'\"total\":8250' | '\"total\":8250.0' | /parameters/total | expected a whole number, not 8250.0",
                "'\"threads\":2' | '\"threads\":2147483648' | /threads | maximum",
                "'\"data\":42' | '\"data\":9223372036854775808' | '' | out of range",
                "'\"hidden\":32' | '\"hidden\":-99999999999999999999' | '' | out of range",
                "'\"id\":\"cprnn\"' | '\"id\":\"CP rnn!\"' | /cell/id | not \"CP rnn!\"",
                "'\"id\":\"cpu\"' | '\"id\":\"../cpu\"' | /backend/id | not \"../cpu\"",
                "'\"id\":\"ptb-char\"' | '\"id\":\"ptb\\u0000\"' | /task/id | pattern",
                "'\"layers\":1' | '\"layers\":-1e999' | /layers | beyond the range",
                "'\"total\":8250' | '\"total\":1e999' | /parameters/total | beyond the range",
                "'\"attempt\":1' | '\"attempt\":0' | /attempt | minimum value of 1, not 0",
                "'\"schemaVersion\":1' | '\"schemaVersion\":1.0' | /schemaVersion | no whole number",
            })
    void agreeOnADamagedJournal(String from, String to, String pointer, String words) throws IOException {
        agree(run.results(), from, to, pointer, words);
    }

    @Test
    void agreeOnADamagedKey() throws IOException {
        agree(run.results(), "\"key\":\"", "\"key\":\"../", "/key", "pattern");
    }

    @Test
    void agreeOnAnAttemptThatStandsThereTwice() throws IOException {
        Files.writeString(run.results(), Files.readString(run.results()).repeat(2));
        agreed("results.jsonl:2", "/key", "line 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"created\" : \"2026' | '\"created\" : \"now 2026' | /created | pattern",
                "'\"kind\" : \"cell\"' | '\"kind\" : 3' | /plugins/0/kind | string expected",
                "'\"id\" : \"cprnn\"' | '\"id\" : \"CPRNN\"' | /plugins/0/id | not \"CPRNN\"",
            })
    void agreeOnADamagedManifest(String from, String to, String pointer, String words) throws IOException {
        agree(run.manifest(), from, to, pointer, words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"kind\" : \"PLANE\"' | '\"kind\" : \"SPHERE\"' | /analyses/0/figures/0/kind | not \"SPHERE\"",
                "'\"label\" : \"token 0\"' | '\"label\" : 0' | /analyses/0/figures/0/traces/0/label | string expected",
                "'\"x\" : [' | '\"x\" : [3,' | /analyses/0/figures/0/traces/0 | 3 abscissae and 2 ordinates",
                "'\"facts\" : {' | '\"facts\" : null, \"was\": {' | /analyses/0/facts | null",
            })
    void agreeOnDamagedAnalyses(String from, String to, String pointer, String words) throws IOException {
        agree(run.analysis(), from, to, pointer, words);
    }

    @Test
    void analysesAreKnownByTheirContents() throws IOException {
        Path renamed = Files.copy(run.analysis(), folder.resolve("parity.json"));
        assertThat(Validator.validate(renamed).findings()).isEmpty();
    }

    @Test
    void aPluginThatIsNotHereIsAWarningOfEachKind() throws IOException {
        Files.writeString(
                run.results(),
                RecordCodec.write(Samples.trial(1)) + "\n"
                        + RecordCodec.write(Samples.trial(1)).replace("\"attempt\":1", "\"attempt\":2") + "\n");
        Validator validator = new Validator(OneDefinitionTest::stranger);
        assertThat(validator.check(folder)).isTrue();
        assertThat(validator.found().findings())
                .extracting(finding -> finding.pointer() + " " + finding.message())
                .containsExactly("/task no task ptb-char", "/cell no cell cprnn", "/backend no backend cpu");
    }

    private static Optional<String> stranger(String kind, PluginRef plugin) {
        return Optional.of("no " + kind + " " + plugin.id());
    }

    private void agree(Path file, String from, String to, String pointer, String words) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(
                file,
                text.replaceFirst(java.util.regex.Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to)));
        agreed(file.getFileName().toString(), pointer, words);
    }

    private void agreed(String place, String pointer, String words) {
        assertThat(Validator.validate(folder).findings())
                .filteredOn(Finding::isError)
                .as("the errors")
                .isNotEmpty()
                .allMatch(finding -> finding.pointer().equals(pointer))
                .anyMatch(finding -> finding.message().contains(words));
        assertThatThrownBy(() -> ResultsReader.read(List.of(folder)))
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.RESULT))
                .hasMessageContainingAll(place, pointer);
    }
}
