package io.recurbench.cli;

import io.recurbench.api.SeededRandom;
import java.util.List;

/** Characters that mean something to a terminal, a shell, YAML, JSON or a spreadsheet, and texts that are drawn of them. */
final class HostileText {
    private static final List<String> PIECES = List.of(
            ",",
            "\"",
            "'",
            " ",
            "  ",
            "#",
            "=",
            "*",
            "$",
            "$(x)",
            "`x`",
            "\\",
            "\\n",
            "\n",
            "\r",
            "\t",
            "-",
            "--",
            "@",
            "%",
            "%s",
            ":",
            ": ",
            "{",
            "}",
            "[",
            "]",
            "!",
            "&",
            "|",
            ";",
            "<",
            ">",
            "?",
            "~",
            "(",
            ")",
            "/",
            ".",
            "a",
            "Zz",
            "9",
            "on",
            "1.10",
            "null",
            "\u00e9",
            "\u4e2d",
            "\ud83d\ude00",
            "\u001b[2J",
            "\u0000",
            "\u0007",
            "\u007f",
            "\u009b",
            "\u202e",
            "\u2066",
            "\u200f",
            "\u2028",
            "\u2029",
            "\ufeff",
            "\u00ad",
            "\ud800",
            "\udc00",
            "\udb40\udc41");

    private HostileText() {}

    /** Up to eight pieces, never nothing. */
    static String draw(SeededRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    /** Likewise, without halves of surrogate pairs, which no experiment may hold. */
    static String drawCharacters(SeededRandom random) {
        String text = draw(random).replaceAll("[\\ud800-\\udfff]", "");
        return text.isEmpty() ? drawCharacters(random) : text;
    }
}
