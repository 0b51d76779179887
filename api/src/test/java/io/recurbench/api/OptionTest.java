package io.recurbench.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTest {
    private static final Option WHOLE = Option.integer("updates", 0, 0, "a limit");
    private static final Option NUMBER = Option.real("rate", 0.1, 0, 1e6, "a rate");
    private static final Option FLAG = Option.flag("bias", true, "a switch");
    private static final Option TEXT = Option.text("file", "", "a file");

    @Test
    void readsWhatIsSpelledAsItsTypeIs() {
        assertThat(WHOLE.convert("2147483647")).isEqualTo(2147483647L);
        assertThat(NUMBER.convert("5")).isEqualTo(5.0);
        assertThat(NUMBER.convert("0.10")).isEqualTo(0.1);
        assertThat(NUMBER.convert("1e-3")).isEqualTo(0.001);
        assertThat(NUMBER.convert("1.0E-4")).isEqualTo(1e-4);
        assertThat(NUMBER.convert("0e-999")).isEqualTo(0.0);
        assertThat(NUMBER.convert("4.9e-324")).isEqualTo(Double.MIN_VALUE);
        assertThat(FLAG.convert("false")).isEqualTo(false);
        assertThat(Option.real("x", 0, -1, 1, "").convert("-0")).isEqualTo(0.0);
    }

    @Test
    void takesValuesOfPrograms() {
        assertThat(WHOLE.convert(7)).isEqualTo(7L);
        assertThat(WHOLE.convert(7.0)).isEqualTo(7L);
        assertThat(NUMBER.convert(7L)).isEqualTo(7.0);
        assertThat(NUMBER.convert(1e-300)).isEqualTo(1e-300);
        assertThat(FLAG.convert(true)).isEqualTo(true);
        assertThatThrownBy(() -> WHOLE.convert(7.5)).hasMessageContaining("not '7.5'");
        assertThatThrownBy(() -> NUMBER.convert(Double.NaN)).hasMessageContaining("not 'NaN'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8d", "8f", "010", "0x10", "1_000", "1e3", "8.0", "+8", " 8", "8 ", "", "-", "٣", "8L"})
    void aWholeNumberHasOneSpelling(String text) {
        refused(WHOLE, text, "option 'updates' expects a whole number from 0 to 2147483647, not '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8d", "010.5", "0x1p3", "1_000.5", ".5", "5.", "+1", "NaN", "Infinity", " 1", "1e", "1,5", "1e-"
            })
    void aNumberHasOneSpelling(String text) {
        refused(NUMBER, text, "option 'rate' expects a number from 0 to 1000000, not '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-999999999", "0.001e-330", "1e999999999", "12345e400"})
    void whatANumberHasNoRoomForDoesNotBecomeZeroOrInfinite(String text) {
        refused(NUMBER, text, "not '" + text + "'; that is too large, or too close to 0, for a number");
        refused(Option.real("x", 0, 0, Double.POSITIVE_INFINITY, ""), text, "a number of at least 0, not '" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "yes", "True", "1", "TRUE", "", "true "})
    void aSwitchIsTrueOrFalse(String text) {
        refused(FLAG, text, "option 'bias' expects true or false, not '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "2147483648, from 0 to 2147483647",
        "99999999999999999999, from 0 to 2147483647",
        "-1, from 0 to 2147483647"
    })
    void aBoundThatIsMissedIsNamed(String text, String bounds) {
        refused(WHOLE, text, "a whole number " + bounds + ", not '" + text + "'");
    }

    @Test
    void boundsAreThoseOfWholeNumbersAndOfLargeOnes() {
        Option seed = Option.integer("seed", 0, 0, 1L << 53, "");
        assertThat(seed.convert("9007199254740992")).isEqualTo(1L << 53);
        refused(seed, "9007199254740993", "from 0 to 9007199254740992, not '9007199254740993'");
        refused(Option.real("epsilon", 1, 1e-300, 1, ""), "0", "from 1.0E-300 to 1, not '0'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "1.10", "null", "~", "0x10", "1_000", "2026-01-01", " notes #1.txt ", "", "8d"})
    void aTextIsWhatWasTyped(String text) {
        assertThat(TEXT.convert(text)).isEqualTo(text);
        assertThat(Options.resolve("task 'x'", List.of(TEXT), Map.of("file", text))
                        .text("file"))
                .isEqualTo(text);
    }

    @Test
    void aValueOfAnyLengthMakesAShortMessage() {
        assertThatThrownBy(() -> WHOLE.convert("9".repeat(1_000_000)))
                .isInstanceOf(RecurbenchException.class)
                .satisfies(error -> assertThat(error.getMessage()).hasSizeLessThan(300));
    }

    private static void refused(Option option, String text, String message) {
        assertThatThrownBy(() -> option.convert(text))
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.USAGE))
                .hasMessageContaining(message);
    }
}
