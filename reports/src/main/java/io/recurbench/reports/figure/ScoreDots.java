package io.recurbench.reports.figure;

import io.recurbench.reports.figure.Figure.Axis;
import io.recurbench.reports.figure.Figure.Point;
import io.recurbench.reports.figure.Figure.Row;
import io.recurbench.reports.figure.Figure.Rule;
import io.recurbench.reports.figure.Figure.Trace;
import io.recurbench.reports.model.Beside;
import io.recurbench.reports.model.Matrix;
import io.recurbench.reports.model.Names;
import io.recurbench.reports.model.Score;
import io.recurbench.reports.model.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The scores of a matrix's row as columns of dots, one dot per seed, where there is nothing numeric to draw them over. */
final class ScoreDots {
    private final Palette palette;
    private final Matrix.Row row;
    private final Score like;

    private ScoreDots(Palette palette, Matrix.Row row, Score like) {
        this.palette = palette;
        this.row = row;
        this.like = like;
    }

    /**
     * The figure of a row, if any trial in it completed and there is something beside it to compare with. A share of a limit is
     * compared with that.
     */
    static Optional<Figure> of(Matrix.Row row, Palette palette, String id, Figure.Section section) {
        long columns = row.entries().stream().filter(Optional::isPresent).count();
        return columns < 2 && section != Figure.Section.PEAK
                ? Optional.empty()
                : row.score().map(like -> new ScoreDots(palette, row, like).figure(id, section));
    }

    private Figure figure(String id, Figure.Section section) {
        List<Trace> traces = new ArrayList<>();
        List<Row> table = new ArrayList<>();
        for (Optional<Matrix.Entry> slot : row.entries()) {
            if (slot.isPresent()) {
                traces.add(ours(slot.get().setting()));
                table.add(ScoreTable.row(
                        slot.get().setting(), traces.get(traces.size() - 1).label(), Optional.empty()));
                for (Beside beside : slot.get().published()) {
                    traces.add(theirs(beside, traces.get(traces.size() - 1).label()));
                    table.add(ScoreTable.row(beside, beside.published().cell(), Optional.empty()));
                }
            }
        }
        String what = Names.axis(Names.measure(like.metric()), like.unit());
        String place = row.words().isEmpty() ? row.task() : row.task() + ", " + row.words();
        return new Figure(
                id,
                section,
                Figure.Kind.DOTS,
                row.task(),
                place,
                Names.sentence(Names.metric(like.metric())),
                caption(traces, section),
                new Axis("", false, null, null),
                Ordinates.axis(what, like, values(traces)),
                traces,
                List.of(),
                rules(),
                new Figure.Table(ScoreTable.header("", like), table));
    }

    private static List<Double> values(List<Trace> traces) {
        return traces.stream()
                .flatMap(trace -> trace.points().stream())
                .map(Point::y)
                .toList();
    }

    private Trace ours(Setting setting) {
        Optional<Score> score = setting.score().filter(s -> s.metric().equals(like.metric()));
        List<Double> values = score.map(Score::spread).orElse(List.of());
        return new Trace(
                palette.label(setting.cell(), setting.backend()),
                setting.cell(),
                setting.backend(),
                palette.cell(setting.cell()),
                0,
                false,
                score.map(s -> List.of(new Point(0, s.median()))).orElse(List.of()),
                List.of(),
                values.stream().map(value -> new Point(0, value)).toList());
    }

    private Trace theirs(Beside beside, String column) {
        String cell = beside.published().cell();
        return new Trace(
                column,
                cell,
                "",
                palette.cell(cell),
                0,
                true,
                List.of(),
                List.of(),
                List.of(new Point(0, beside.value())));
    }

    private List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        Double chance = like.chance();
        if (chance != null) {
            rules.add(new Rule("chance", true, chance, "", -1));
        }
        List<Setting> settings = row.entries().stream()
                .flatMap(Optional::stream)
                .map(Matrix.Entry::setting)
                .toList();
        Optimum.rule(settings, like).ifPresent(rules::add);
        return rules;
    }

    private static String caption(List<Trace> traces, Figure.Section section) {
        int most =
                traces.stream().mapToInt(trace -> trace.points().size()).max().orElse(0);
        String unit = section == Figure.Section.SCORES ? "seed" : "raw sample";
        String dots = most > 1 ? "Each dot is one " + unit + ", the bar is the median." : "One " + unit + " each.";
        return traces.stream().anyMatch(Trace::published) ? dots + " Diamonds are published values." : dots;
    }
}
