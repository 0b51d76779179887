package io.recurbench.api.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.text.Visible;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameListTest {
    @Test
    void namesAreSeparatedByCommas() {
        assertThat(NameList.read("rnn,acme:mgu,small one")).containsExactly("rnn", "acme:mgu", "small one");
        assertThat(NameList.read("a\"b,it's")).containsExactly("a\"b", "it's");
        assertThat(NameList.write(List.of("rnn", "small one"))).isEqualTo("rnn,small one");
    }

    @Test
    void aNameWithACommaStandsInQuotes() {
        assertThat(NameList.write(List.of("a,b", "c", "\"d\""))).isEqualTo("\"a,b\",c,\"\\\"d\\\"\"");
        assertThat(NameList.read("\"a,b\",c,\"\\u0041\\n\\/\"")).containsExactly("a,b", "c", "A\n/");
    }

    @Test
    void everyCharacterComesBack() {
        for (int c = 0; c <= 0xffff; c++) {
            List<String> names = List.of((char) c + "a", "b" + (char) c);
            String argument = NameList.write(names);

            assertThat(NameList.read(argument)).as("U+%04X", c).isEqualTo(names);
            assertThat(Visible.isLine(argument)).as("U+%04X", c).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"a | closing quote",
                "\"a\"b,c | a comma after",
                "\"a\\x\" | backslash",
                "\"\\u12\" | four digits",
                "\"\\ | closing"
            })
    void whatIsNotClosedOrNotKnownIsRefused(String argument, String message) {
        assertThatThrownBy(() -> NameList.read(argument))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(argument);
    }
}
