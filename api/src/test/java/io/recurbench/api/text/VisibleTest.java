package io.recurbench.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {
    @Test
    void whatIsHiddenIsWrittenAsAnEscape() {
        assertThat(Visible.line("a\u001b[2J\r\nb\t\u0000\u007f\u009b"))
                .isEqualTo("a\\u001b[2J\\r\\nb\\t\\u0000\\u007f\\u009b");
        assertThat(Visible.line("\u202egpj\u2069\u200e\u2028\ufeff\ud800\udb40\udc41"))
                .isEqualTo("\\u202egpj\\u2069\\u200e\\u2028\\ufeff\\ud800\\udb40\\udc41");
    }

    @Test
    void whatCanBeReadStays() {
        String text =
                "caf\u00e9 \u4e2d\u6587 \ud83d\udc68\u200d\ud83d\udc67 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \\n \"x\" a,b";

        assertThat(Visible.line(text)).isSameAs(text);
        assertThat(Visible.isLine(text)).isTrue();
    }

    @Test
    void textKeepsItsLines() {
        assertThat(Visible.text("a\n\tb\r\u001b")).isEqualTo("a\n\tb\\r\\u001b");
    }

    @Test
    void everyCharacterThatTheLanguageCallsAControlOrTurnsTheDirectionIsHidden() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            boolean directs = switch (Character.getDirectionality(c)) {
                case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                        Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                        Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                        Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                        Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                        Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                        Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                        Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                        Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE,
                        Character.DIRECTIONALITY_PARAGRAPH_SEPARATOR -> true;
                default -> false;
            };
            int type = Character.getType(c);
            if (directs
                    || type == Character.CONTROL
                    || type == Character.LINE_SEPARATOR
                    || type == Character.SURROGATE) {
                assertThat(Visible.isLine(Character.toString(c)))
                        .as("U+%04X", c)
                        .isFalse();
            }
        }
    }
}
