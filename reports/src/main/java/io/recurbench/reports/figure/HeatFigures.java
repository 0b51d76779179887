package io.recurbench.reports.figure;

import io.recurbench.api.record.Metric;
import io.recurbench.reports.figure.Figure.Axis;
import io.recurbench.reports.figure.Figure.Point;
import io.recurbench.reports.figure.Figure.Row;
import io.recurbench.reports.figure.Figure.Trace;
import io.recurbench.reports.model.Axes;
import io.recurbench.reports.model.Matrix;
import io.recurbench.reports.model.Names;
import io.recurbench.reports.model.Score;
import io.recurbench.reports.model.Setting;
import io.recurbench.reports.model.Statistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Scores over two numbers that an experiment varies together (the hidden size and the rank), task by task: a grid for each
 * cell, each backend and whatever else varies. All grids of a task have the same colours.
 */
final class HeatFigures {
    /** A cross of two lines is no grid: at least this share of the places has a score. */
    private static final double FILLED = 0.5;

    private final Matrix matrix;
    private final Palette palette;
    private final List<String> names;

    private HeatFigures(Matrix matrix, Palette palette) {
        this.matrix = matrix;
        this.palette = palette;
        this.names = Axes.rows(matrix.settings());
    }

    static List<Figure> of(Matrix matrix, Palette palette, String prefix) {
        HeatFigures heat = new HeatFigures(matrix, palette);
        List<Figure> figures = new ArrayList<>();
        for (String task :
                matrix.rows().stream().map(Matrix.Row::task).distinct().toList()) {
            List<Setting> own = matrix.settings().stream()
                    .filter(setting ->
                            setting.task().equals(task) && setting.score().isPresent())
                    .toList();
            List<Grid> grids = heat.grids(own);
            Axis colours = heat.colours(grids);
            grids.forEach(grid -> figures.add(heat.figure(grid, colours, prefix + figures.size())));
        }
        return figures;
    }

    /**
     * The settings of a panel.
     *
     * @param title the task, and what tells the panel from others
     * @param across name of the columns, of which there are at least as many as rows
     * @param up name of the rows
     */
    private record Grid(String title, String across, String up, List<Setting> settings) {
        /** Values of a name, ascending. */
        List<Double> values(String name) {
            return settings.stream()
                    .map(setting -> number(setting, name))
                    .distinct()
                    .sorted()
                    .toList();
        }

        boolean isFilled() {
            int columns = values(across).size();
            int rows = values(up).size();
            return columns > 1 && rows > 1 && settings.size() >= FILLED * columns * rows && settings.size() > 3;
        }

        Grid widerThanHigh() {
            return values(across).size() < values(up).size() ? new Grid(title, up, across, settings) : this;
        }

        Optional<Setting> at(double x, double y) {
            return settings.stream()
                    .filter(setting -> number(setting, across) == x && number(setting, up) == y)
                    .findFirst();
        }
    }

    private static double number(Setting setting, String name) {
        return Axes.number(setting.varied().get(name)).orElse(Double.NaN);
    }

    /** The grids over the two numbers that place most settings, in as few grids as can be. */
    private List<Grid> grids(List<Setting> settings) {
        List<String> numbers =
                names.stream().filter(name -> Axes.numeric(settings, name)).toList();
        return numbers.stream()
                .flatMap(one -> numbers.stream()
                        .filter(other -> numbers.indexOf(other) > numbers.indexOf(one))
                        .map(other -> grids(settings, one, other)))
                .max(Comparator.comparingInt((List<Grid> grids) -> grids.stream()
                                .mapToInt(grid -> grid.settings().size())
                                .sum())
                        .thenComparing(grids -> -grids.size()))
                .orElse(List.of());
    }

    private List<Grid> grids(List<Setting> settings, String across, String up) {
        List<String> others = names.stream()
                .filter(name -> !name.equals(across) && !name.equals(up))
                .toList();
        Map<String, List<Setting>> panels = settings.stream()
                .filter(setting -> !Double.isNaN(number(setting, across)) && !Double.isNaN(number(setting, up)))
                .collect(Collectors.groupingBy(
                        setting -> Stream.of(
                                        setting.task(),
                                        palette.label(setting.cell(), setting.backend()),
                                        setting.words(others))
                                .filter(word -> !word.isEmpty())
                                .collect(Collectors.joining(", ")),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return panels.entrySet().stream()
                .map(panel -> new Grid(panel.getKey(), across, up, panel.getValue()))
                .filter(Grid::isFilled)
                .map(Grid::widerThanHigh)
                .toList();
    }

    /** From what is pale to what is strong: the worst to the best of all grids, where one is better. */
    private Axis colours(List<Grid> grids) {
        List<Score> scores = grids.stream()
                .flatMap(grid -> grid.settings().stream())
                .flatMap(setting -> setting.score().stream())
                .toList();
        List<Double> medians = scores.stream().map(Score::median).toList();
        double low = Statistics.low(medians);
        double high = Statistics.high(medians);
        boolean less = scores.stream().anyMatch(score -> score.direction() == Metric.Direction.LOWER);
        return new Axis("", false, less ? high : low, less ? low : high);
    }

    private Figure figure(Grid grid, Axis colours, String id) {
        Setting first = grid.settings().get(0);
        Score like = first.score().orElseThrow();
        List<Double> columns = grid.values(grid.across());
        List<Trace> traces = new ArrayList<>();
        List<Row> table = new ArrayList<>();
        for (double y : grid.values(grid.up())) {
            List<Point> points = new ArrayList<>();
            List<String> texts = new ArrayList<>(List.of(Names.value(y)));
            for (int column = 0; column < columns.size(); column++) {
                Optional<Score> score = grid.at(columns.get(column), y).flatMap(Setting::score);
                points.add(new Point(column, score.map(Score::median).orElse(Double.NaN)));
                texts.add(score.map(Score::text).orElse("–"));
            }
            String label = grid.up() + " " + Names.value(y);
            traces.add(new Trace(
                    label,
                    first.cell(),
                    first.backend(),
                    palette.cell(first.cell()),
                    0,
                    false,
                    points,
                    List.of(),
                    List.of()));
            table.add(new Row(first.cell(), first.backend(), texts));
        }
        List<String> places = columns.stream().map(Names::value).toList();
        List<String> header = new ArrayList<>(List.of(Names.sentence(grid.up()) + " by " + grid.across()));
        header.addAll(places);
        String measure = Names.measure(like.metric());
        boolean either = like.direction() == Metric.Direction.NONE;
        return new Figure(
                id,
                matrix.speed() ? Figure.Section.SPEED : Figure.Section.SCORES,
                Figure.Kind.HEAT,
                first.task(),
                grid.title(),
                Names.sentence(Names.axis(measure, like.unit()) + " over " + grid.across() + " and " + grid.up()),
                "Medians. The stronger the colour, the " + (either ? "more." : "better."),
                Axis.ofPlaces(Names.sentence(grid.across()), places),
                new Axis(
                        Names.sentence(grid.up()),
                        false,
                        colours.from(),
                        colours.to(),
                        grid.values(grid.up()).stream().map(Names::value).toList()),
                traces,
                List.of(),
                List.of(),
                new Figure.Table(header, table));
    }
}
