package io.recurbench.suites.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordTest {

    /** Evaluates a word that was expanded by hand, letter by letter; capitals are inverses. */
    private static int expanded(String letters, Group group, int a, int b) {
        int value = 0;
        for (char letter : letters.toCharArray()) {
            int element = Character.toLowerCase(letter) == 'a' ? a : b;
            int factor = element;
            if (Character.isUpperCase(letter)) {
                factor = 0;
                while (group.product(factor, element) != 0) {
                    factor++;
                }
            }
            value = group.product(value, factor);
        }
        return value;
    }

    @ParameterizedTest
    @CsvSource({
        "ab,ab",
        "ba,ba",
        "aba^-1b^-1,abAB",
        "a^2b,aab",
        "(ab)^2,abab",
        "(ab^2)^-1,BBA",
        "a b a,aba",
        "a^0b,b",
        "((a)b)^3a^-2,abababAA",
        "a ^ -2 b,AAb",
        "(a(ba)^2)^2,ababaababa"
    })
    void valuesAreThoseOfTheExpandedWord(String text, String letters) {
        Word word = Word.parse(text);
        for (String name : new String[] {"Z7", "D5", "S3", "S4", "A4xZ2"}) {
            Group group = Groups.parse(name);
            for (int a = 0; a < group.order(); a++) {
                for (int b = 0; b < group.order(); b++) {
                    assertThat(word.value(group, a, b)).isEqualTo(expanded(letters, group, a, b));
                }
            }
        }
    }

    @Test
    void commutatorsAreTrivialInCommutativeGroups() {
        Group group = Groups.parse("Z2xZ6");
        for (int a = 0; a < 12; a++) {
            for (int b = 0; b < 12; b++) {
                assertThat(Word.parse("aba^-1b^-1").value(group, a, b)).isZero();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'';position 1, not the end",
                "c;position 1, not 'c'",
                "abc;position 3, not 'c'",
                "ab^;position 4, not the end",
                "ab^x;position 4, not 'x'",
                "a^-;position 4, not the end",
                "(ab;position 4, not the end",
                "(a c);position 4, not 'c'",
                "();position 2, not ')'",
                "ab);position 3, not ')'",
                "a^1001;position 3, not '1'",
                "a^99999999999;position 3, not '9'",
                "AB;position 1, not 'A'"
            })
    void malformedWordsSayWhere(String text, String where) {
        assertThatThrownBy(() -> Word.parse(text))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("word '" + text + "': expected")
                .hasMessageContaining(where);
    }
}
