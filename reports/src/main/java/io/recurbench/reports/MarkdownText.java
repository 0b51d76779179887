package io.recurbench.reports;

import io.recurbench.api.text.Visible;
import java.util.Collections;
import java.util.List;

/** Text in Markdown that means itself. */
final class MarkdownText {
    private static final String SPECIAL = "\\`*_[]#|~$";

    private MarkdownText() {}

    /** One line in which nothing is markup, no HTML is let through and nobody is mentioned. */
    static String line(String text) {
        StringBuilder line = new StringBuilder();
        String visible = Visible.line(text.strip().replaceAll("\\s+", " "));
        for (int i = 0; i < visible.length(); i++) {
            char c = visible.charAt(i);
            switch (c) {
                case '<' -> line.append("&lt;");
                case '>' -> line.append("&gt;");
                case '&' -> line.append("&amp;");
                case '@' -> line.append("@\u200b");
                default -> line.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return line.toString();
    }

    /** A table; the first column is flush left, the others flush right. */
    static String table(List<String> header, List<List<String>> rows) {
        StringBuilder table = new StringBuilder();
        row(table, header);
        table.append("| :-- |")
                .append(String.join("", Collections.nCopies(header.size() - 1, " --: |")))
                .append('\n');
        rows.forEach(row -> row(table, row));
        return table.toString();
    }

    private static void row(StringBuilder table, List<String> cells) {
        table.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
