package io.recurbench.reports.figure;

import io.recurbench.reports.figure.Figure.Axis;
import io.recurbench.reports.figure.Figure.Point;
import io.recurbench.reports.figure.Figure.Row;
import io.recurbench.reports.figure.Figure.Rule;
import io.recurbench.reports.figure.Figure.Trace;
import io.recurbench.reports.model.Axes;
import io.recurbench.reports.model.Beside;
import io.recurbench.reports.model.Names;
import io.recurbench.reports.model.Published;
import io.recurbench.reports.model.Score;
import io.recurbench.reports.model.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scores of one task over a number that the experiment varies: a line per cell, a dot per seed, published values
 * hollow. Words stand side by side and are not joined. Settings without that number (an RNN has no rank) are straight lines across.
 */
final class ScoreLines {
    private final Palette palette;
    private final Abscissa abscissa;
    private final Score like;
    private final String task;
    private final Map<Line, List<Setting>> lines = new LinkedHashMap<>();
    private final List<Across> elsewhere = new ArrayList<>();
    private final List<Beside> published;

    /** What is drawn as one line: the label says the cell, the backend and what else varies. */
    private record Line(String label, String cell, String backend, String variant) {}

    /** What has no place on the abscissa. */
    private record Across(String label, Setting setting) {}

    /**
     * Sorts what there is into lines.
     *
     * @param settings of one task, every one with a score; at least one
     * @param all published values of the task in the metric of the score, or in one that it follows from
     */
    ScoreLines(Palette palette, Abscissa abscissa, List<Setting> settings, List<Published> all, List<String> rowNames) {
        this.palette = palette;
        this.abscissa = abscissa;
        this.like = settings.get(0).score().orElseThrow();
        List<Setting> placed =
                settings.stream().filter(s -> abscissa.of(s).isPresent()).toList();
        List<String> names = Axes.lines(placed, rowNames, this::x);
        List<Setting> byCell = settings.stream()
                .sorted(Comparator.comparingInt(setting -> palette.cell(setting.cell())))
                .toList();
        for (Setting setting : byCell) {
            if (abscissa.of(setting).isPresent()) {
                lines.computeIfAbsent(line(setting, names), line -> new ArrayList<>())
                        .add(setting);
            } else {
                elsewhere.add(new Across(line(setting, names).label(), setting));
            }
        }
        lines.values().forEach(line -> line.sort(Comparator.comparingDouble(this::x)));
        task = settings.get(0).task();
        published = all.stream()
                .filter(value -> abscissa.of(value).isPresent())
                .flatMap(value -> Beside.of(value, like, value.settings()).stream())
                .toList();
    }

    private Line line(Setting setting, List<String> names) {
        String variant = setting.words(names);
        String label = palette.label(setting.cell(), setting.backend());
        return new Line(variant.isEmpty() ? label : label + ", " + variant, setting.cell(), setting.backend(), variant);
    }

    private double x(Setting setting) {
        return abscissa.of(setting).orElse(Double.NaN);
    }

    /** Whether ours stand there and any line, or what was published, has more than one place on the abscissa. */
    boolean worthDrawing() {
        boolean ours = lines.values().stream()
                .anyMatch(line -> line.stream().mapToDouble(this::x).distinct().count() > 1);
        boolean theirs = published.stream().mapToDouble(this::x).distinct().count() > 1;
        return !lines.isEmpty() && (ours || (theirs && abscissa.isParameters()));
    }

    /** The figure of a quantity; published values are drawn beside the score only. */
    Figure figure(String id, Quantity quantity, boolean besidePublished) {
        List<Trace> traces = new ArrayList<>();
        List<Row> table = new ArrayList<>();
        List<String> variants = lines.keySet().stream()
                .map(line -> line.backend() + " " + line.variant())
                .distinct()
                .toList();
        lines.forEach((line, settings) -> {
            traces.add(new Trace(
                    line.label(),
                    line.cell(),
                    line.backend(),
                    palette.cell(line.cell()),
                    variants.indexOf(line.backend() + " " + line.variant()),
                    false,
                    settings.stream().map(s -> point(s, quantity)).toList(),
                    List.of(),
                    settings.stream().flatMap(s -> points(s, quantity).stream()).toList()));
            settings.forEach(s -> table.add(ScoreTable.row(s, line.label(), Optional.of(abscissa.words(x(s))))));
        });
        if (besidePublished) {
            traces.addAll(theirs(table));
        }
        List<Rule> rules = new ArrayList<>();
        for (Across across : elsewhere) {
            Setting setting = across.setting();
            double at = quantity.value().applyAsDouble(setting.score().orElseThrow());
            rules.add(new Rule(across.label(), true, at, setting.cell(), palette.cell(setting.cell())));
            table.add(ScoreTable.row(setting, across.label(), Optional.of(abscissa.words(Double.NaN))));
        }
        Double chance = like.chance();
        if (chance != null && besidePublished) {
            rules.add(new Rule("chance", true, chance, "", -1));
        }
        if (besidePublished) {
            Optimum.rule(lines.values().stream().flatMap(List::stream).toList(), like)
                    .ifPresent(rules::add);
        }
        List<Double> xs =
                traces.stream().flatMap(t -> t.line().stream()).map(Point::x).toList();
        String caption = quantity.caption()
                + (traces.stream().anyMatch(Trace::published) ? " Hollow, dashed: published values." : "");
        return new Figure(
                id,
                Figure.Section.SCORES,
                Figure.Kind.LINES,
                task,
                task,
                Names.sentence(quantity.title() + " over " + abscissa.name()),
                caption,
                axis(xs),
                quantity.axis(),
                traces,
                List.of(),
                rules,
                new Figure.Table(ScoreTable.header(abscissa.name(), like), table));
    }

    private Axis axis(List<Double> xs) {
        String label = Names.sentence(abscissa.name());
        List<String> places = abscissa.places();
        return places.isEmpty() ? new Axis(label, Lines.wide(xs), null, null) : Axis.ofPlaces(label, places);
    }

    private Point point(Setting setting, Quantity quantity) {
        return new Point(
                x(setting), quantity.value().applyAsDouble(setting.score().orElseThrow()));
    }

    private List<Point> points(Setting setting, Quantity quantity) {
        return quantity.points().apply(setting.score().orElseThrow()).stream()
                .map(value -> new Point(x(setting), value))
                .toList();
    }

    private List<Trace> theirs(List<Row> table) {
        Map<String, List<Beside>> byCell = new LinkedHashMap<>();
        published.forEach(value ->
                byCell.computeIfAbsent(label(value), key -> new ArrayList<>()).add(value));
        List<Trace> traces = new ArrayList<>();
        byCell.forEach((label, values) -> {
            values.sort(Comparator.comparingDouble(this::x));
            List<Point> points = values.stream()
                    .map(value -> new Point(x(value), value.value()))
                    .toList();
            String cell = values.get(0).published().cell();
            traces.add(new Trace(label, cell, "", palette.cell(cell), 0, true, points, List.of(), List.of()));
            values.forEach(value -> table.add(ScoreTable.row(value, label, Optional.of(abscissa.words(x(value))))));
        });
        return traces;
    }

    private static String label(Beside value) {
        return value.published().cell() + ", published ("
                + value.published().reference().mark() + (value.from().isEmpty() ? ")" : ", converted)");
    }

    private double x(Beside value) {
        return abscissa.of(value.published()).orElse(Double.NaN);
    }
}
