package io.recurbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.record.TrialSpec;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "tr-TR", "de-DE", "ar-EG", "hi-IN-u-nu-deva"})
    void writesTheGoldenBytesUnderEveryLocale(String tag) throws IOException {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            String trials = RecordCodec.write(Samples.trial(1)) + "\n" + RecordCodec.write(Samples.failed(2, 3)) + "\n";
            assertThat(trials).isEqualTo(golden("golden-results.jsonl"));
            assertThat(RecordCodec.write(Samples.manifest(List.of(Samples.key(1), Samples.key(2)))))
                    .isEqualTo(golden("golden-manifest.json"));
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void readsWhatItWrote() {
        TrialRecord failed = Samples.failed(2, 3);
        assertThat(RecordCodec.readTrial(RecordCodec.write(Samples.trial(1))).value())
                .isEqualTo(Samples.trial(1));
        assertThat(RecordCodec.readTrial(RecordCodec.write(failed)).value()).isEqualTo(failed);
        var manifest = Samples.manifest(List.of(Samples.key(1)));
        assertThat(RecordCodec.readManifest(RecordCodec.write(manifest)).value())
                .isEqualTo(manifest);
    }

    @Test
    void aRecordThatNamesNoMethodIsOfTheFirst() {
        String written = RecordCodec.write(Samples.trial(1));
        assertThat(RecordCodec.readTrial(written.replace("\"method\":1,", "")).value())
                .isEqualTo(Samples.trial(1));
        assertThat(RecordCodec.readTrial(written.replace("\"method\":1,", "\"method\":7,"))
                        .value()
                        .method())
                .isEqualTo(7);
        for (String wrong : List.of("0", "1.5", "\"1\"", "null")) {
            assertThatThrownBy(
                            () -> RecordCodec.readTrial(written.replace("\"method\":1,", "\"method\":" + wrong + ",")))
                    .as(wrong)
                    .isInstanceOf(RecurbenchException.class)
                    .hasMessageContaining("/method");
        }
    }

    /** What a record nests stands on one level: a component that the schema does not name, or the other way round, is a mistake. */
    @Test
    void theFieldsOfATrialAreThoseOfTheSchemaInItsOrder() throws IOException {
        List<String> fields = new ArrayList<>();
        JsonMapper mapper = new JsonMapper();
        mapper.readTree(RecordCodec.write(Samples.trial(1))).fieldNames().forEachRemaining(fields::add);
        List<String> ofTheSchema = new ArrayList<>();
        Schemas.compiledTrial().getSchemaNode().path("properties").fieldNames().forEachRemaining(ofTheSchema::add);
        assertThat(fields).isEqualTo(ofTheSchema).doesNotContain("spec", "setting");
        List<String> components = Stream.of(TrialRecord.class, TrialSpec.class, TrialSetting.class)
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .map(RecordComponent::getName)
                .filter(name -> !FlatTrial.NESTED.contains(name))
                .toList();
        assertThat(components).containsExactlyInAnyOrderElementsOf(fields);
    }

    @Test
    void aValueThatNoRecordHoldsIsNamedByItsPlaceInTheFile() {
        String line = RecordCodec.write(Samples.trial(1)).replace("\"layers\":1", "\"layers\":2.0");
        assertThatThrownBy(() -> RecordCodec.readTrial(line))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("/layers")
                .hasMessageNotContaining("setting");
    }

    @Test
    void writesOneLineOfAscii() {
        String line = RecordCodec.write(Samples.failed(2, 3));
        assertThat(line.chars()).allMatch(c -> c >= ' ' && c < 127);
        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSize(line.length());
    }

    @Test
    void orderOfMapsChangesNothing() {
        assertThat(CanonicalJson.of(Map.of("b", 1L, "a", List.of(Map.of("d", 0.1, "c", true)))))
                .isEqualTo("{\"a\":[{\"c\":true,\"d\":0.1}],\"b\":1}");
    }

    @Test
    void digitsOfADoubleAreTheFewestThatReadBack() {
        assertThat(CanonicalJson.of(Map.of("x", 2e-3, "y", 2.0E23, "z", 1.0)))
                .isEqualTo("{\"x\":0.002,\"y\":2.0E23,\"z\":1.0}");
    }

    @Test
    void ignoresFieldsItDoesNotKnow() {
        String line =
                RecordCodec.write(Samples.trial(1)).replace("\"attempt\":1", "\"attempt\":1,\"later\":{\"a\":[1]}");
        assertThat(RecordCodec.readTrial(line).value()).isEqualTo(Samples.trial(1));
    }

    @Test
    void takesAnUnknownOutcomeForFailedAndSaysSo() {
        String line = RecordCodec.write(Samples.trial(1)).replace("COMPLETED", "CRASHED");
        var read = RecordCodec.readTrial(line);
        assertThat(read.value().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(read.value().failure().message()).contains("CRASHED");
        assertThat(read.warnings()).singleElement().asString().contains("CRASHED", "COMPLETED");
    }

    @Test
    void takesAnUnknownDirectionForNoneAndSaysSo() {
        var read = RecordCodec.readTrial(RecordCodec.write(Samples.trial(1)).replace("\"LOWER\"", "\"SIDEWAYS\""));
        assertThat(read.warnings()).hasSize(2).allMatch(w -> w.contains("SIDEWAYS"));
    }

    @Test
    void refusesWhatIsNotStrict() {
        String line = RecordCodec.write(Samples.trial(1));
        refused(line.replace("\"NaN\"", "NaN"), "NaN");
        refused(line.replace("\"attempt\":1", "\"attempt\":1,\"attempt\":2"), "the field 'attempt' is given twice");
        refused(line.replace("\"attempt\":1", "\"attempt\":null"), "/attempt", "null");
        refused(line.replace("\"attempt\":1", "\"attempt\":\"1\""), "/attempt");
        refused(line.replace("\"attempt\":1,", ""), "attempt");
        refused(line.replace("\"attempt\":1", "\"attempt\":1.5"), "/attempt");
        refused(line.replace("2.61]", "1e999]"), "/metrics/0/samples/0/1", "range");
        refused(line.replace("\"schemaVersion\":1", "\"schemaVersion\":2"), "schema version 2", "reads 1");
        refused(line + "{}", "something follows its end");
        refused(line.substring(0, 400), "not strict JSON");
        refused("[]", "object");
        refused("", "object");
    }

    @Test
    void refusesWhatIsTooDeepOrTooLong() {
        String deep = "[".repeat(1_000) + "]".repeat(1_000);
        String line = RecordCodec.write(Samples.trial(1));
        refused(line.replace("\"attempt\":1", "\"attempt\":1,\"x\":" + deep), "nested deeper than");
        refused(
                line.replace("\"attempt\":1", "\"attempt\":1,\"x\":" + "9".repeat(200)),
                "a number is longer than 100 digits");
        refused(line.replace("quickstart", "q".repeat(Json.MAX_STRING + 1)), "a text is longer than");
        char[] long_ = new char[Limits.MAX_LINE_BYTES + 1];
        Arrays.fill(long_, ' ');
        refused(new String(long_), "over the limit");
    }

    private static void refused(String json, String... words) {
        assertThatThrownBy(() -> RecordCodec.readTrial(json))
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.RESULT))
                .hasMessageContainingAll(words);
    }

    private static String golden(String name) throws IOException {
        try (var in = RecordCodecTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
