package io.recurbench.reports.figure;

import io.recurbench.reports.figure.Figure.Axis;
import io.recurbench.reports.figure.Figure.Band;
import io.recurbench.reports.figure.Figure.Point;
import io.recurbench.reports.figure.Figure.Row;
import io.recurbench.reports.figure.Figure.Rule;
import io.recurbench.reports.figure.Figure.Section;
import io.recurbench.reports.figure.Figure.Trace;
import io.recurbench.reports.model.Matrix;
import io.recurbench.reports.model.Numbers;
import io.recurbench.reports.model.Setting;
import io.recurbench.reports.model.Statistics;
import io.recurbench.reports.model.WarmUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How JVMs warmed up, a figure for each row of a matrix of speed: the iterations of each fork in multiples of its best, those of the
 * warm-up first, so that fast and slow cells share an axis.
 */
final class WarmUpFigures {
    private static final int MOST_POINTS = 400;

    /** What the classes take for noise. */
    private static final Rule MARGIN = new Rule("5 % above the best", true, 1.05, "", -1);

    private WarmUpFigures() {}

    static List<Figure> of(Matrix matrix, Palette palette, String prefix) {
        List<Figure> figures = new ArrayList<>();
        for (Matrix.Row row : matrix.rows()) {
            List<Own> drawn = row.entries().stream()
                    .flatMap(Optional::stream)
                    .flatMap(entry ->
                            WarmUp.of(entry.setting()).stream().map(warmUp -> new Own(entry.setting(), warmUp)))
                    .toList();
            if (!drawn.isEmpty()) {
                figures.add(figure(prefix + figures.size(), row, drawn, palette));
            }
        }
        return figures;
    }

    private record Own(Setting setting, WarmUp warmUp) {
        String label(Palette palette) {
            return palette.label(setting.cell(), setting.backend());
        }

        Trace trace(Palette palette) {
            List<List<Point>> forks =
                    warmUp.forks().stream().map(WarmUpFigures::multiples).toList();
            return new Trace(
                    label(palette) + ": " + warmUp.kind(),
                    setting.cell(),
                    setting.backend(),
                    palette.cell(setting.cell()),
                    palette.backend(setting.backend()),
                    false,
                    Lines.thin(Lines.median(forks), MOST_POINTS),
                    forks.size() == 1
                            ? List.of()
                            : forks.stream()
                                    .map(fork -> Lines.thin(fork, MOST_POINTS))
                                    .toList(),
                    List.of());
        }

        Row row(Palette palette) {
            return new Row(
                    setting.cell(),
                    setting.backend(),
                    List.of(
                            label(palette),
                            warmUp.words(),
                            time(fork -> fork.get(0)),
                            time(Statistics::low),
                            time(fork -> fork.get(fork.size() - 1)),
                            String.valueOf(warmUp.forks().size()),
                            String.valueOf(warmUp.first())));
        }

        private String time(Function<List<Double>, Double> of) {
            return Numbers.withUnit(
                    Statistics.median(warmUp.forks().stream().map(of).toList()), warmUp.unit());
        }
    }

    private static List<Point> multiples(List<Double> fork) {
        double best = Statistics.low(fork);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < fork.size(); i++) {
            points.add(new Point(i + 1.0, fork.get(i) / best));
        }
        return points;
    }

    private static Figure figure(String id, Matrix.Row row, List<Own> drawn, Palette palette) {
        List<Trace> traces = drawn.stream().map(own -> own.trace(palette)).toList();
        List<Double> ys = traces.stream()
                .flatMap(trace -> trace.line().stream())
                .map(Point::y)
                .toList();
        List<Integer> first =
                drawn.stream().map(own -> own.warmUp().first()).distinct().toList();
        boolean several = drawn.stream().anyMatch(own -> own.warmUp().forks().size() > 1);
        return new Figure(
                id,
                Section.WARM_UP,
                Figure.Kind.LINES,
                row.task(),
                row.words().isEmpty() ? row.task() : row.task() + ", " + row.words(),
                "Iterations of each JVM",
                several ? "Thin: single JVMs. Bold: their median." : "One JVM each.",
                new Axis("Iteration", false, null, null),
                new Axis("Time over the best of the same JVM", Lines.wide(ys), null, null),
                traces,
                first.size() == 1 && first.get(0) > 0 ? List.of(new Band("warm-up", 1, first.get(0))) : List.of(),
                List.of(MARGIN),
                new Figure.Table(
                        List.of("Cell", "Class", "First iteration", "Best", "Last", "JVMs", "Iterations of warm-up"),
                        drawn.stream().map(own -> own.row(palette)).toList()));
    }
}
