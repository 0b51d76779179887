package io.recurbench.reports;

import io.recurbench.api.text.Visible;
import io.recurbench.comparison.Comparison;
import io.recurbench.comparison.Row;
import io.recurbench.comparison.Verdict;
import io.recurbench.reports.ConsoleTable.Style;
import io.recurbench.reports.model.Changes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A comparison as text for a terminal: a line per row, and under each what its verdict rests on. */
public final class ComparisonTable {
    private static final List<String> HEADER = List.of("What", "Base", "New", "Change", "Interval", "");

    private ComparisonTable() {}

    /**
     * The table and a line of counts, ended by a line feed.
     *
     * @param width of the terminal, in characters; no line of the table is longer
     * @param styles what the terminal can do
     */
    public static String of(Comparison comparison, int width, Set<Style> styles) {
        List<Row> rows = Changes.ordered(comparison);
        List<List<String>> cells = new ArrayList<>();
        for (Row row : rows) {
            cells.add(List.of(
                    plain(row.name(), styles),
                    Changes.base(row),
                    Changes.next(row),
                    Changes.change(row),
                    plain(Changes.interval(row), styles),
                    row.verdict().words() + (row.noisy() ? ", noisy" : "")));
        }
        TextGrid grid = TextGrid.fit(HEADER, cells, width);
        StringBuilder text = new StringBuilder(grid.header()).append('\n');
        for (int i = 0; i < rows.size(); i++) {
            line(rows.get(i).verdict(), grid.line(i), styles, text);
            if (rows.get(i).verdict() != Verdict.SAME) {
                text.append("  ").append(plain(rows.get(i).why(), styles)).append('\n');
            }
        }
        return text.append('\n').append(Changes.counts(comparison)).append('\n').toString();
    }

    private static void line(Verdict verdict, String line, Set<Style> styles, StringBuilder text) {
        String colour = !styles.contains(Style.COLOUR) ? "" : verdict.isRegression() ? "\u001b[31m" : "";
        text.append(colour)
                .append(line)
                .append(colour.isEmpty() ? "" : "\u001b[0m")
                .append('\n');
    }

    private static String plain(String words, Set<Style> styles) {
        String visible = Visible.line(words);
        return styles.contains(Style.ASCII) ? visible.replace("…", "..").replaceAll("[^\\x20-\\x7e]", "?") : visible;
    }
}
