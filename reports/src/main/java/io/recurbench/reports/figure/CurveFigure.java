package io.recurbench.reports.figure;

import io.recurbench.api.record.Metric;
import io.recurbench.reports.figure.Figure.Axis;
import io.recurbench.reports.figure.Figure.Band;
import io.recurbench.reports.figure.Figure.Point;
import io.recurbench.reports.figure.Figure.Rule;
import io.recurbench.reports.figure.Figure.Section;
import io.recurbench.reports.figure.Figure.Trace;
import io.recurbench.reports.model.Matrix;
import io.recurbench.reports.model.Names;
import io.recurbench.reports.model.Setting;
import java.util.List;
import java.util.stream.Stream;

/** A figure of curves that measure the same: a bold median for each cell, backend and set, with its seeds thin behind it. */
final class CurveFigure {
    private final Palette palette;
    private final Matrix.Row row;
    private final List<SeedCurves> drawn;
    private final Section section;
    private final int limit;
    private final List<String> sets;
    private final List<String> variants;

    CurveFigure(Palette palette, Matrix.Row row, List<SeedCurves> drawn, Section section, int limit) {
        this.palette = palette;
        this.row = row;
        this.drawn = drawn;
        this.section = section;
        this.limit = limit;
        this.sets = drawn.stream().map(SeedCurves::set).distinct().toList();
        this.variants = drawn.stream().map(CurveFigure::variant).distinct().toList();
    }

    Figure figure(String id) {
        SeedCurves like = drawn.get(0);
        String measure = Names.measure(like.name());
        boolean lengths = like.abscissa().equals("length");
        List<Trace> traces = drawn.stream().map(this::trace).toList();
        return new Figure(
                id,
                section,
                Figure.Kind.LINES,
                row.task(),
                row.words().isEmpty() ? row.task() : row.task() + ", " + row.words(),
                subtitle(measure, like.abscissa()),
                caption(),
                new Axis(Names.sentence(like.abscissa()), CurveScales.logAbscissa(drawn), null, null),
                CurveScales.ordinate(Names.sentence(Names.axis(measure, like.unit())), drawn),
                traces,
                lengths ? Protocols.trainedLengths(like.setting().example()) : List.<Band>of(),
                chance(measure),
                CurveTable.of(measure + " at " + like.abscissa(), like.unit(), traces));
    }

    private String subtitle(String measure, String abscissa) {
        boolean namesSet =
                sets.size() == 1 && !sets.get(0).isEmpty() && !sets.get(0).equals(abscissa);
        boolean usual = abscissa.equals("update") || section == Section.LENGTHS;
        return Names.sentence(measure + (namesSet ? ", " + sets.get(0) : "") + (usual ? "" : ", over " + abscissa));
    }

    private Trace trace(SeedCurves curves) {
        Setting setting = curves.setting();
        String label = palette.label(setting.cell(), setting.backend());
        boolean alone = curves.seeds().size() == 1 || section == Section.FURTHER;
        List<List<Point>> seeds = alone
                ? List.of()
                : curves.seeds().stream().map(seed -> Lines.thin(seed, limit)).toList();
        return new Trace(
                sets.size() > 1 ? label + ", " + curves.set() : label,
                setting.cell(),
                setting.backend(),
                palette.cell(setting.cell()),
                variants.indexOf(variant(curves)),
                false,
                Lines.thin(curves.median(), limit),
                seeds,
                List.of());
    }

    private static String variant(SeedCurves curves) {
        return curves.setting().backend() + " " + curves.set();
    }

    private String caption() {
        boolean several = drawn.stream().anyMatch(curves -> curves.seeds().size() > 1);
        boolean thinned =
                drawn.stream().flatMap(curves -> curves.seeds().stream()).anyMatch(seed -> seed.size() > limit);
        String text = "One seed each.";
        if (several) {
            text = section == Section.FURTHER ? "Medians over the seeds." : "Thin: single seeds. Bold: their median.";
        }
        if (CurveScales.cuts(drawn)) {
            text += " Values beyond the axis are cut off.";
        }
        if (drawn.stream().anyMatch(CurveFigure::isOfSmoothedLabels)) {
            text += " The training loss is that of smoothed labels, and above the other for it.";
        }
        return thinned ? text + " Thinned to " + limit + " points a curve; results.jsonl has all." : text;
    }

    private static boolean isOfSmoothedLabels(SeedCurves curves) {
        Object smoothing = curves.setting().example().setting().training().getOrDefault("label-smoothing", 0.0);
        return curves.set().equals("train") && smoothing instanceof Number number && number.doubleValue() > 0;
    }

    private List<Rule> chance(String measure) {
        return drawn.stream()
                .flatMap(curves -> curves.setting().trials().stream())
                .flatMap(trial -> trial.metrics().stream())
                .filter(metric -> Names.measure(metric.name()).equals(measure))
                .map(Metric::chance)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .map(chance -> List.of(new Rule("chance", true, chance, "", -1)))
                .orElse(List.of());
    }
}
