package io.recurbench.harness.experiment;

import io.recurbench.api.SeededRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Random texts, made of what YAML, shells and readers of numbers trip over. */
final class Texts {
    private static final List<String> PARTS = List.of(
            "on",
            "no",
            "true",
            "null",
            "~",
            "1.10",
            "0x10",
            "1_000",
            "8d",
            "1e-3",
            "1.0E-4",
            "-0",
            "2026-01-01",
            "8.25K",
            "64",
            "0.5",
            "cprnn R=50",
            " ",
            "  ",
            "#",
            " #",
            ": ",
            ":",
            "-",
            "- ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "&a",
            "*a",
            "!",
            "!!str",
            "|",
            ">",
            "%",
            "@",
            "`",
            "?",
            "? ",
            "'",
            "''",
            "\"",
            "\\",
            "\\n",
            "\n",
            "\n\n",
            "\r\n",
            "\t",
            "\u0000",
            "\u0007",
            "\u001b[31m",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u2028",
            "\u202e",
            "\ufeff",
            "\ufffd",
            "é",
            "日本",
            "\ud83d\ude00",
            "x",
            "notes.txt",
            "---",
            "...",
            "=",
            "<<");

    private Texts() {}

    static String text(SeededRandom random) {
        StringBuilder text = new StringBuilder();
        for (int parts = random.nextInt(5); parts > 0; parts--) {
            text.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return text.toString();
    }

    static Node.Fields fields(SeededRandom random, int depth) {
        Map<String, Node> fields = new LinkedHashMap<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            fields.put(text(random), node(random, depth));
        }
        return new Node.Fields(fields, 0);
    }

    private static Node node(SeededRandom random, int depth) {
        int kind = random.nextInt(depth == 0 ? 1 : 3);
        if (kind == 0) {
            return new Node.Scalar(text(random), random.nextInt(2) == 0, 0);
        }
        if (kind == 1) {
            return fields(random, depth - 1);
        }
        List<Node> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(node(random, depth - 1));
        }
        return new Node.Items(items, 0);
    }
}
