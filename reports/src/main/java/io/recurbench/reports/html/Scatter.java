package io.recurbench.reports.html;

import io.recurbench.api.record.Metric;
import io.recurbench.leaderboard.QualityTable;
import io.recurbench.reports.model.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Quality against effort as a drawing: up and to the right is better, and the front is a line.
 *
 * @param dots one per row that has both numbers
 * @param front the line, as SVG has its points
 * @param across ends of the axis across, with their units
 * @param up ends of the axis upwards
 */
public record Scatter(List<Dot> dots, String front, List<String> across, List<String> up) {
    /** Width of what is drawn, in its own units. */
    public static final int WIDTH = 600;

    /** Height of what is drawn. */
    public static final int HEIGHT = 260;

    /** Copies. */
    public Scatter {
        dots = List.copyOf(dots);
        across = List.copyOf(across);
        up = List.copyOf(up);
    }

    /**
     * A row.
     *
     * @param number its place in the table
     * @param name with both numbers
     * @param front whether it is on the front
     */
    public record Dot(int number, String name, String x, String y, boolean front) {}

    /** The drawing of a table; empty where fewer than two rows have both numbers. */
    static Optional<Scatter> of(QualityTable table) {
        List<QualityTable.Row> rows = table.rows().stream()
                .filter(row -> row.place().isPresent() && row.effort().isPresent())
                .toList();
        if (rows.size() < 2 || table.effort().isEmpty() || table.metric().isEmpty()) {
            return Optional.empty();
        }
        QualityTable.Effort effort = table.effort().get();
        Metric metric = table.metric().get();
        Scale x = Scale.of(rows.stream().mapToDouble(Scatter::logarithm));
        Scale y = Scale.of(rows.stream().mapToDouble(Scatter::score));
        boolean flipX = effort.direction() == Metric.Direction.LOWER;
        boolean flipY = metric.direction() == Metric.Direction.LOWER;
        List<Dot> dots = new ArrayList<>();
        for (QualityTable.Row row : rows) {
            double across = x.share(logarithm(row));
            double up = y.share(score(row));
            dots.add(new Dot(
                    table.rows().indexOf(row) + 1,
                    row.entrant().name() + ": " + Numbers.withUnit(score(row), metric.unit()) + ", "
                            + Numbers.withUnit(row.effort().getAsDouble(), effort.unit()),
                    Numbers.fixed(WIDTH * (flipX ? 1 - across : across), 1),
                    Numbers.fixed(HEIGHT * (flipY ? up : 1 - up), 1),
                    row.front()));
        }
        String front = dots.stream()
                .filter(Dot::front)
                .sorted(Comparator.comparingDouble(dot -> Double.parseDouble(dot.x())))
                .map(dot -> dot.x() + "," + dot.y())
                .collect(Collectors.joining(" "));
        return Optional.of(new Scatter(
                dots,
                front,
                List.of(
                        Numbers.withUnit(Math.exp(flipX ? x.most() : x.least()), effort.unit()),
                        Numbers.withUnit(Math.exp(flipX ? x.least() : x.most()), effort.unit())),
                List.of(
                        Numbers.withUnit(flipY ? y.most() : y.least(), metric.unit()),
                        Numbers.withUnit(flipY ? y.least() : y.most(), metric.unit()))));
    }

    private static double logarithm(QualityTable.Row row) {
        return Math.log(row.effort().getAsDouble());
    }

    private static double score(QualityTable.Row row) {
        return row.score().orElseThrow().value();
    }
}
