package io.recurbench.reports.figure;

import io.recurbench.reports.figure.Figure.Axis;
import io.recurbench.reports.figure.Figure.Point;
import io.recurbench.reports.figure.Figure.Row;
import io.recurbench.reports.figure.Figure.Rule;
import io.recurbench.reports.figure.Figure.Section;
import io.recurbench.reports.figure.Figure.Trace;
import io.recurbench.reports.model.Axes;
import io.recurbench.reports.model.Matrix;
import io.recurbench.reports.model.Names;
import io.recurbench.reports.model.Numbers;
import io.recurbench.reports.model.Score;
import io.recurbench.reports.model.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The figures of a matrix of speed. Over a number that varies: a line per cell, or, where there are several backends, one
 * figure per cell with a line per backend and a mark where one overtakes the other. Else dots. Every raw sample is drawn.
 */
final class SpeedFigures {
    private final Palette palette;
    private final String prefix;
    private final Section section;
    private final List<Figure> figures = new ArrayList<>();

    private SpeedFigures(Palette palette, String prefix, Section section) {
        this.palette = palette;
        this.prefix = prefix;
        this.section = section;
    }

    /** The figures of the scores of a matrix. */
    static List<Figure> of(Matrix matrix, Palette palette, String prefix, Section section) {
        SpeedFigures speed = new SpeedFigures(palette, prefix, section);
        List<Setting> scored = matrix.settings().stream()
                .filter(setting -> setting.score().isPresent())
                .toList();
        List<String> rowNames = Axes.rows(matrix.settings());
        for (String name : rowNames) {
            if (Axes.numeric(scored, name)) {
                speed.over(name, scored, rowNames);
            }
        }
        if (speed.figures.isEmpty()) {
            matrix.rows()
                    .forEach(row -> ScoreDots.of(row, palette, prefix + speed.figures.size(), section)
                            .ifPresent(speed.figures::add));
        }
        return speed.figures;
    }

    private void over(String name, List<Setting> settings, List<String> rowNames) {
        List<String> others =
                rowNames.stream().filter(other -> !other.equals(name)).toList();
        boolean manyBackends = palette.backends().size() > 1;
        Map<String, List<Setting>> panels = settings.stream()
                .filter(setting -> Axes.number(setting.varied().get(name)).isPresent())
                .collect(Collectors.groupingBy(
                        setting -> setting.task()
                                + (manyBackends ? ", " + setting.cell() : "")
                                + (others.isEmpty() || setting.words(others).isEmpty()
                                        ? ""
                                        : ", " + setting.words(others)),
                        LinkedHashMap::new,
                        Collectors.toList()));
        panels.forEach((title, panel) -> {
            if (panel.stream().map(s -> x(s, name)).distinct().count() > 1) {
                figures.add(figure(title, name, panel, manyBackends));
            }
        });
    }

    private static double x(Setting setting, String name) {
        return Axes.number(setting.varied().get(name)).orElse(Double.NaN);
    }

    private Figure figure(String title, String name, List<Setting> panel, boolean manyBackends) {
        Score like = panel.get(0).score().orElseThrow();
        Map<String, List<Setting>> lines = panel.stream()
                .sorted(Comparator.comparingDouble(setting -> x(setting, name)))
                .collect(Collectors.groupingBy(
                        manyBackends ? Setting::backend : Setting::cell, LinkedHashMap::new, Collectors.toList()));
        List<Trace> traces = new ArrayList<>();
        List<Row> table = new ArrayList<>();
        lines.forEach((label, settings) -> {
            Setting first = settings.get(0);
            int colour = manyBackends ? palette.backend(first.backend()) : palette.cell(first.cell());
            traces.add(new Trace(
                    label,
                    first.cell(),
                    first.backend(),
                    colour,
                    manyBackends ? colour : 0,
                    false,
                    settings.stream().map(s -> median(s, name)).toList(),
                    List.of(),
                    settings.stream().flatMap(s -> samples(s, name).stream()).toList()));
            settings.forEach(s -> table.add(row(label, s, name)));
        });
        List<Double> xs =
                traces.stream().flatMap(t -> t.line().stream()).map(Point::x).toList();
        List<Double> ys =
                traces.stream().flatMap(t -> t.line().stream()).map(Point::y).toList();
        List<Rule> rules = manyBackends ? Crossovers.of(traces) : List.of();
        String measure = Names.measure(like.metric());
        Axis y = Ordinates.axis(Names.axis(measure, like.unit()), like, ys);
        return new Figure(
                prefix + figures.size(),
                section,
                Figure.Kind.LINES,
                panel.get(0).task(),
                title,
                Names.sentence(measure + " over " + name),
                caption(rules),
                new Axis(Names.sentence(name), Lines.wide(xs), null, null),
                y.to() == null ? y.asLog(Lines.wide(ys)) : y,
                traces,
                List.of(),
                rules,
                new Figure.Table(
                        List.of(manyBackends ? "Backend" : "Cell", Names.sentence(name), "Median", "Range", "Samples"),
                        table));
    }

    private static String caption(List<Rule> rules) {
        String text = "Line: median. Dots: every raw sample.";
        return rules.isEmpty() ? text : text + " Upright line: where one backend overtakes another.";
    }

    private static Point median(Setting setting, String name) {
        return new Point(x(setting, name), setting.score().map(Score::median).orElse(Double.NaN));
    }

    private static List<Point> samples(Setting setting, String name) {
        Score score = setting.score().orElseThrow();
        List<Double> values = score.samples().isEmpty() ? score.values() : score.samples();
        return values.stream().map(value -> new Point(x(setting, name), value)).toList();
    }

    private static Row row(String label, Setting setting, String name) {
        Score score = setting.score().orElseThrow();
        return new Row(
                setting.cell(),
                setting.backend(),
                List.of(
                        label,
                        Names.value(x(setting, name)),
                        Numbers.withUnit(score.median(), score.unit()),
                        score.range(),
                        String.valueOf(
                                Math.max(score.values().size(), score.samples().size()))));
    }
}
