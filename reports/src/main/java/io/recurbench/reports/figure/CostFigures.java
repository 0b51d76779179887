package io.recurbench.reports.figure;

import io.recurbench.reports.figure.Figure.Axis;
import io.recurbench.reports.figure.Figure.Point;
import io.recurbench.reports.figure.Figure.Row;
import io.recurbench.reports.figure.Figure.Section;
import io.recurbench.reports.figure.Figure.Trace;
import io.recurbench.reports.model.Matrix;
import io.recurbench.reports.model.Names;
import io.recurbench.reports.model.Numbers;
import io.recurbench.reports.model.Score;
import io.recurbench.reports.model.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Quality against the time that training and evaluation took: one figure per task, one dot per setting. */
final class CostFigures {
    private CostFigures() {}

    static List<Figure> of(Matrix matrix, Palette palette, String prefix) {
        Map<String, List<Setting>> tasks = new LinkedHashMap<>();
        matrix.settings().stream()
                .filter(s -> s.score().isPresent() && s.seconds() > 0)
                .forEach(s -> tasks.computeIfAbsent(s.task(), task -> new ArrayList<>())
                        .add(s));
        List<Figure> figures = new ArrayList<>();
        tasks.forEach((task, settings) -> {
            if (settings.size() > 1) {
                figures.add(figure(prefix + figures.size(), task, settings, palette));
            }
        });
        return figures;
    }

    private static Figure figure(String id, String task, List<Setting> settings, Palette palette) {
        Score like = settings.get(0).score().orElseThrow();
        Map<String, List<Setting>> labels = new LinkedHashMap<>();
        settings.forEach(s -> labels.computeIfAbsent(palette.label(s.cell(), s.backend()), label -> new ArrayList<>())
                .add(s));
        List<Trace> traces = new ArrayList<>();
        List<Row> table = new ArrayList<>();
        labels.forEach((label, own) -> {
            Setting first = own.get(0);
            traces.add(new Trace(
                    label,
                    first.cell(),
                    first.backend(),
                    palette.cell(first.cell()),
                    palette.backend(first.backend()),
                    false,
                    List.of(),
                    List.of(),
                    own.stream().map(CostFigures::point).toList()));
            own.forEach(s -> table.add(row(label, s)));
        });
        List<Double> xs = settings.stream().map(Setting::seconds).toList();
        String measure = Names.measure(like.metric());
        return new Figure(
                id,
                Section.COST,
                Figure.Kind.LINES,
                task,
                task,
                Names.sentence(measure + " against time"),
                "One dot per setting, the median over its seeds. Time of training and evaluation on this machine.",
                new Axis("Seconds", Lines.wide(xs), null, null),
                Ordinates.axis(
                        Names.axis(measure, like.unit()),
                        like,
                        settings.stream()
                                .flatMap(s -> s.score().stream())
                                .map(Score::median)
                                .toList()),
                traces,
                List.of(),
                List.of(),
                new Figure.Table(List.of("Cell", "Setting", "Time", Names.sentence(measure), "Parameters"), table));
    }

    private static Point point(Setting setting) {
        return new Point(setting.seconds(), setting.score().map(Score::median).orElse(Double.NaN));
    }

    private static Row row(String label, Setting setting) {
        Optional<Score> score = setting.score();
        return new Row(
                setting.cell(),
                setting.backend(),
                List.of(
                        label,
                        setting.words(),
                        Numbers.duration(setting.seconds()),
                        score.map(Score::text).orElse("–"),
                        Numbers.compact((double) setting.parameters())));
    }
}
