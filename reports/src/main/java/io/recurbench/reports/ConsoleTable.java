package io.recurbench.reports;

import io.recurbench.api.record.ResultSet;
import io.recurbench.api.text.Visible;
import io.recurbench.reports.model.Beside;
import io.recurbench.reports.model.Matrix;
import io.recurbench.reports.model.Names;
import io.recurbench.reports.model.Numbers;
import io.recurbench.reports.model.Score;
import io.recurbench.reports.model.Setting;
import io.recurbench.reports.model.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Scores as text for a terminal: under each task a line per cell and backend. Columns that carry nothing are left out; what
 * does not fit the width goes, the least needed first: time, parameters, range.
 */
public final class ConsoleTable {
    /** What a terminal can do. */
    public enum Style {
        /** It shows ASCII only. */
        ASCII,
        /** It shows colours, and they are wanted. */
        COLOUR
    }

    private final int width;
    private final Set<Style> styles;
    private final StringBuilder text = new StringBuilder();

    private ConsoleTable(int width, Set<Style> styles) {
        this.width = width;
        this.styles = styles;
    }

    /**
     * The tables of all experiments and a line of counts, ended by a line feed.
     *
     * @param width of the terminal, in characters; no line is longer
     * @param styles what the terminal can do
     */
    public static String of(ResultSet results, int width, Set<Style> styles) {
        ConsoleTable table = new ConsoleTable(width, styles);
        Summary summary = Summary.of(results);
        for (Matrix matrix : summary.matrices()) {
            table.matrix(matrix, summary.matrices().size() > 1);
        }
        table.line(Counts.words(summary));
        return table.text.toString();
    }

    private void matrix(Matrix matrix, boolean named) {
        if (named) {
            line(matrix.experiment() + (matrix.speed() ? ", speed" : ""));
            text.append('\n');
        }
        List<Column> columns = columns(matrix);
        List<List<String>> cells = new ArrayList<>();
        for (Matrix.Row row : matrix.rows()) {
            for (Optional<Matrix.Entry> entry : row.entries()) {
                entry.ifPresent(e -> cells.add(
                        columns.stream().map(c -> safe(c.value().apply(e))).toList()));
            }
        }
        TextGrid grid = TextGrid.fit(columns.stream().map(Column::title).toList(), cells, width - 2);
        String heading = grid.header();
        int next = 0;
        for (Matrix.Row row : matrix.rows()) {
            line(title(row));
            row.facts().forEach(fact -> line("  " + fact));
            if (!heading.isEmpty()) {
                line("  " + heading);
                heading = "";
            }
            for (Optional<Matrix.Entry> entry : row.entries()) {
                if (entry.isPresent()) {
                    emphasised(entry.get(), "  " + grid.line(next++));
                }
            }
            text.append('\n');
        }
    }

    private record Column(String title, Function<Matrix.Entry, String> value) {}

    private List<Column> columns(Matrix matrix) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("Cell", entry -> entry.setting().cell()));
        if (matrix.manyBackends()) {
            columns.add(new Column("Backend", entry -> entry.setting().backend()));
        }
        columns.add(new Column("Score", entry -> score(entry).map(Score::text).orElse("-")));
        columns.add(new Column("Range", entry -> score(entry).map(Score::range).orElse("")));
        columns.add(new Column(
                "Solved",
                entry -> score(entry)
                        .filter(Score::hasSolved)
                        .map(score -> score.solved() + "/" + score.counted())
                        .orElse("")));
        columns.add(new Column(
                "Seeds", entry -> String.valueOf(entry.setting().trials().size())));
        columns.add(new Column(
                "Published",
                entry -> entry.published().stream().map(Beside::text).collect(Collectors.joining(", "))));
        columns.add(new Column("Params", entry -> parameters(entry.setting())));
        columns.add(new Column("Time", entry -> time(entry.setting())));
        columns.add(new Column("", entry -> entry.setting().troubles()));
        return columns;
    }

    private static Optional<Score> score(Matrix.Entry entry) {
        return entry.setting().score();
    }

    /** A measurement of speed does not count them. */
    private static String parameters(Setting setting) {
        return setting.parameters() == 0 ? "" : Numbers.compact((double) setting.parameters());
    }

    private static String time(Setting setting) {
        double seconds = setting.seconds();
        return Double.isNaN(seconds) ? "" : Numbers.duration(seconds);
    }

    private static String title(Matrix.Row row) {
        String scored = row.score().map(score -> ": " + Names.scoredBy(score)).orElse("");
        return row.task() + (row.words().isEmpty() ? "" : ", " + row.words()) + scored;
    }

    private void emphasised(Matrix.Entry entry, String line) {
        String start = "";
        if (styles.contains(Style.COLOUR)) {
            start = entry.best() ? "\u001b[1m" : entry.setting().troubles().isEmpty() ? "" : "\u001b[31m";
        }
        text.append(start)
                .append(cut(line))
                .append(start.isEmpty() ? "" : "\u001b[0m")
                .append('\n');
    }

    private void line(String words) {
        text.append(cut(safe(words))).append('\n');
    }

    private String cut(String line) {
        return line.length() > width ? line.substring(0, Math.max(0, width - 2)) + ".." : line;
    }

    /** Names come from plugins: none of them moves the cursor or changes colours. */
    private String safe(String words) {
        String visible = Visible.line(words);
        return styles.contains(Style.ASCII)
                ? visible.replace("…", "..").replace("–", "-").replaceAll("[^\\x20-\\x7e]", "?")
                : visible;
    }
}
