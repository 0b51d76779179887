package io.recurbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of JSON that is none: in our words, with the column, never with the parser's classes and switches. */
class JsonSyntaxTest {
    private static final String PARSERS =
            "(?s).*(`|Feature|Source:|\\(code \\d+\\)\\)|fasterxml|START_|JsonNode|Context|-1\\)).*";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"a\":1,\"a\":2}   | json.duplicate-key | the field 'a' is given twice (column",
                "{\"a\":NaN}         | json.nan           | NaN is no number (column",
                "{\"a\":-Infinity}   | json.nan           | -Infinity is no number",
                "{\"a\":+INF}        | json.nan           | +INF is no number",
                "{\"a\":1} {}        | json.syntax        | something follows its end",
                "{\"a\":             | json.syntax        | it ends in the middle",
                "{\"a\":\"b          | json.syntax        | it ends in the middle",
                "{\"a\":nope}        | json.syntax        | 'nope' is no value",
                "{\"a\":[1,2}}       | json.syntax        | '}' where ']' is expected",
                "{a:1}               | json.syntax        | 'a' where a name in double quotes is expected",
                "{\"a\":1;}          | json.syntax        | ';' is not expected here",
                "{\"a\":\"\t\"}      | json.syntax        | a control character (code 9) in a text stands as an escape",
                "{\"a\":\"\\x\"}     | json.syntax        | there is no escape \\x",
                "{\"a\":012}         | json.syntax        | a number begins with a needless 0",
                "{\"a\":1.}          | json.syntax        | a number is not complete",
                "{\"a\":1e}          | json.syntax        | a number is not complete",
                "{\"a\":99999999999999999999} | json.syntax  | 99999999999999999999 is out of range",
                "{}}                 | json.syntax        | '}' closes nothing",
                "{\"a\":\u0001}       | json.syntax        | a control character (code 1) stands between",
                "{\"\\ud800x\":1}    | json.syntax        | half of a surrogate pair",
            })
    void theReasonIsGivenInOurWords(String json, String rule, String words) {
        RecurbenchException e = refused(json);

        assertThat(e.getMessage()).startsWith("not strict JSON: " + words).doesNotMatch(PARSERS);
        assertThat(JsonSyntax.of((JsonProcessingException) e.getCause()).rule()).isEqualTo(rule);
    }

    @Test
    void limitsNameThemselves() {
        assertThat(refused("[".repeat(40)).getMessage()).contains("nested deeper than 32");
        assertThat(refused("{\"a\":" + "1".repeat(200) + "}").getMessage())
                .contains("a number is longer than 100 digits");
        assertThat(refused("{\"" + "n".repeat(3000) + "\":1}").getMessage()).contains("a name is longer than 1000");
        assertThat(refused("{\"a\":\"" + "s".repeat(Json.MAX_STRING + 1) + "\"}")
                        .getMessage())
                .contains("a text is longer than " + Json.MAX_STRING + " characters");
    }

    private static RecurbenchException refused(String json) {
        RecurbenchException e = catchThrowableOfType(RecurbenchException.class, () -> Json.parse(json));
        assertThat(e).as(json).isNotNull();
        return e;
    }

    @Test
    void noMutationBringsOutTheParsersWords() {
        String good = RecordCodec.write(Samples.trial(1));
        SeededRandom random = new SeededRandom(16);
        String pieces = "{}[],:\"\\/ntu0123.eE+-NaI\t\u0000\u0007\u007f\u00e9\u4e2d '#";
        for (int i = 0; i < 3000; i++) {
            StringBuilder bad = new StringBuilder(good);
            for (int j = random.nextInt(3); j >= 0; j--) {
                int at = random.nextInt(bad.length());
                char piece = pieces.charAt(random.nextInt(pieces.length()));
                switch (random.nextInt(3)) {
                    case 0 -> bad.insert(at, piece);
                    case 1 -> bad.setCharAt(at, piece);
                    default -> bad.setLength(Math.max(1, at));
                }
            }
            try {
                Json.parse(bad.toString());
            } catch (RecurbenchException e) {
                assertThat(e.getMessage()).as(bad.toString()).doesNotMatch(PARSERS);
            }
        }
    }
}
