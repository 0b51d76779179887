package io.recurbench.reports.figure;

import io.recurbench.reports.figure.Figure.Point;
import io.recurbench.reports.figure.Figure.Row;
import io.recurbench.reports.figure.Figure.Trace;
import io.recurbench.reports.model.Names;
import io.recurbench.reports.model.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Curves in numbers: the medians at a few places along the abscissa. */
final class CurveTable {
    private static final int PLACES = 6;

    private CurveTable() {}

    static Figure.Table of(String title, String unit, List<Trace> traces) {
        List<Double> places = traces.stream()
                .map(Trace::line)
                .max(Comparator.comparingInt(List::size))
                .map(line -> Lines.some(line, PLACES).stream().map(Point::x).toList())
                .orElse(List.of());
        List<String> header = new ArrayList<>(List.of(Names.sentence(title)));
        places.forEach(x -> header.add(Names.value(x)));
        List<Row> rows = new ArrayList<>();
        for (Trace trace : traces) {
            List<String> values = new ArrayList<>(List.of(trace.label()));
            places.forEach(x -> values.add(at(trace.line(), x, unit)));
            rows.add(new Row(trace.cell(), trace.backend(), values));
        }
        return new Figure.Table(header, rows);
    }

    /** The last value that is not after {@code x}; nothing where the line does not reach that far. */
    private static String at(List<Point> line, double x, String unit) {
        if (line.isEmpty() || line.get(line.size() - 1).x() < x) {
            return "";
        }
        return line.stream()
                .filter(point -> point.x() <= x)
                .reduce((before, after) -> after)
                .map(point -> Numbers.value(point.y(), unit))
                .orElse("");
    }
}
