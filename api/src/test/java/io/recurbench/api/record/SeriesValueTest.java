package io.recurbench.api.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesValueTest {

    @Test
    void aNumberIsWhatIsWrittenAsOne() {
        assertThat(SeriesValue.of("8")).isEqualTo(8L);
        assertThat(SeriesValue.of("-3")).isEqualTo(-3L);
        assertThat(SeriesValue.of("0.25")).isEqualTo(0.25);
        assertThat(SeriesValue.of("1e-3")).isEqualTo(0.001);
        assertThat(SeriesValue.of("1e3")).isEqualTo(1000L);
        assertThat(SeriesValue.of("false")).isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.10",
                "1.0",
                "-0",
                "010",
                "0x10",
                "1_000",
                "8.25K",
                "8d",
                "",
                " 8",
                "on",
                "null",
                "True",
                "NaN",
                "1e999",
                "1e-999",
                "20251127123456789012",
                "2025-11-27",
                "1.2.3"
            })
    void whatWouldLoseACharacterIsAText(String text) {
        assertThat(SeriesValue.of(text)).isEqualTo(text);
    }

    @Test
    void theTextOfAValueSpellsTheSameValue() {
        SeededRandom random = new SeededRandom(5);
        for (int i = 0; i < 10_000; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            for (double number : new double[] {any, random.nextInt(2000) - 1000, random.nextInt(1000) / 64.0}) {
                Object value = SeriesValue.of(String.valueOf(number));
                assertThat(SeriesValue.of(String.valueOf(value)))
                        .as("%s, number %d of seed 5", number, i)
                        .isEqualTo(value);
            }
        }
    }

    @Test
    void aNumberIsTheSameAsItsSpelling() {
        assertThat(SeriesValue.same(0.1, "0.10")).isTrue();
        assertThat(SeriesValue.same("1e3", 1000L)).isTrue();
        assertThat(SeriesValue.same(4L, 4.0)).isTrue();
        assertThat(SeriesValue.same(true, "true")).isTrue();
        assertThat(SeriesValue.same("1.10", "1.1")).as("two labels").isFalse();
        assertThat(SeriesValue.same(8L, "8.25K")).isFalse();
        assertThat(SeriesValue.same(16L, "0x10")).isFalse();
    }
}
