package io.recurbench.reports.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.99996|1|1.000",
                "-0.0001|1|0.000",
                "2.6079|bit/char|2.608",
                "1234567|token/s|1.23M",
                "12.3456|ms/op|12.35",
                "43000000|byte|41.0 MiB",
                "512|byte|512 byte",
                "NaN|1|NaN",
                "-Infinity|1|-inf"
            })
    void writesValuesByUnit(double value, String unit, String expected) {
        assertThat(Numbers.value(value, unit)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "8250, 8.25K",
        "29500, 29.5K",
        "1700000, 1.70M",
        "431000, 431K",
        "999999, 1.00M",
        "999, 999",
        "0, 0",
        "-1500, -1.50K"
    })
    void compactsAsPapersDo(double value, String expected) {
        assertThat(Numbers.compact(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"8.25K, 8250", "1.70M, 1700000", "12, 12"})
    void readsWhatItCompacts(String text, double expected) {
        assertThat(Numbers.parseCompact(text)).hasValue(expected);
        assertThat(Numbers.parseCompact("K")).isEmpty();
        assertThat(Numbers.parseCompact("cprnn")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.4249, 0.42 s", "37.6, 38 s", "200, 3 min 20 s", "7500, 2 h 05 min", "59.7, 1 min 00 s"})
    void writesDurations(double seconds, String expected) {
        assertThat(Numbers.duration(seconds)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.001, 0.001", "0.00001, 1e-5", "1.5e12, 1.5e12", "123456, 123500", "0, 0"})
    void writesSignificantDigits(double value, String expected) {
        assertThat(Numbers.significant(value, 4)).isEqualTo(expected);
    }

    @Test
    void doesNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("de-DE"));
            assertThat(Numbers.value(0.5, "1") + Numbers.duration(7500)).isEqualTo("0.5002 h 05 min");
        } finally {
            Locale.setDefault(before);
        }
    }
}
