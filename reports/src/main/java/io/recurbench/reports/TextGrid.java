package io.recurbench.reports;

import java.util.ArrayList;
import java.util.List;

/** Cells of text in columns as wide as they need: the first flush left, the others flush right, the last as it is. */
final class TextGrid {
    /** Columns that may go when the width does not hold all, the first to go first. */
    private static final List<String> EXPENDABLE = List.of("Time", "Params", "Range", "Interval", "Seeds", "Published");

    private static final String GAP = "  ";
    private static final int NARROWEST = 6;

    private final List<String> header;
    private final List<List<String>> rows;
    private final int[] widths;

    private TextGrid(List<String> header, List<List<String>> rows) {
        this.header = header;
        this.rows = rows;
        this.widths = new int[header.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    header.get(i).length(),
                    rows.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0));
        }
    }

    /** A grid of at most this width: without empty columns, then without expendable ones, then with a cut first column. */
    static TextGrid fit(List<String> header, List<List<String>> rows, int width) {
        TextGrid grid = new TextGrid(header, rows);
        for (int column = header.size() - 1; column > 0; column--) {
            if (grid.empty(column)) {
                grid = grid.without(column);
            }
        }
        for (String name : EXPENDABLE) {
            int column = grid.header.indexOf(name);
            if (grid.width() > width && column > 0) {
                grid = grid.without(column);
            }
        }
        grid.widths[0] = Math.max(NARROWEST, Math.min(grid.widths[0], grid.widths[0] + width - grid.width()));
        return grid;
    }

    private boolean empty(int column) {
        return rows.stream().allMatch(row -> row.get(column).isEmpty());
    }

    private TextGrid without(int column) {
        return new TextGrid(
                drop(header, column),
                rows.stream().map(row -> drop(row, column)).toList());
    }

    private static List<String> drop(List<String> cells, int column) {
        List<String> rest = new ArrayList<>(cells);
        rest.remove(column);
        return rest;
    }

    private int width() {
        int sum = GAP.length() * (widths.length - 1);
        for (int width : widths) {
            sum += width;
        }
        return sum;
    }

    /** The names of the columns. */
    String header() {
        return line(header);
    }

    /** A row. */
    String line(int row) {
        return line(rows.get(row));
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(Math.max(0, widths[i] - cell.length()));
            boolean words = header.get(i).isEmpty() || header.get(i).equals("Backend");
            if (i == 0 && cell.length() > widths[0]) {
                line.append(cell, 0, widths[0] - 2).append("..");
            } else if (i == 0) {
                line.append(cell).append(padding);
            } else {
                line.append(GAP).append(words ? cell + padding : padding + cell);
            }
        }
        return line.toString().stripTrailing();
    }
}
