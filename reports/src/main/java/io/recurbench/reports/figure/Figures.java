package io.recurbench.reports.figure;

import io.recurbench.reports.model.Matrix;
import io.recurbench.reports.model.Names;
import io.recurbench.reports.model.PeakShare;
import io.recurbench.reports.model.Published;
import io.recurbench.reports.model.Setting;
import io.recurbench.reports.model.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses the figures of a report from the data alone: which names vary, which curves were recorded, what was measured.
 * No id of an experiment or task is known here.
 */
public final class Figures {
    /** So many points of curves keep a report of a thousand trials below 5 MB. */
    private static final int CURVE_POINTS = 120_000;

    private static final int MOST_POINTS = 400;
    private static final int FEWEST_POINTS = 16;

    private Figures() {}

    /** The figures, in the order of their sections. */
    public static List<Figure> of(Summary summary) {
        return of(summary, Palette.of(summary));
    }

    /** The curves of trials that run, drawn in the colours of a page that has more than these. */
    public static List<Figure> underway(Summary running, Palette palette) {
        List<Figure> figures = new ArrayList<>();
        for (Matrix matrix : running.matrices()) {
            if (!matrix.speed()) {
                figures.addAll(CurveFigures.of(matrix, palette, MOST_POINTS, "figure-live-" + figures.size() + "-"));
            }
        }
        return List.copyOf(figures);
    }

    /** The figures in the colours of a page that has more than these. */
    public static List<Figure> of(Summary summary, Palette palette) {
        int limit = limit(summary);
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < summary.matrices().size(); i++) {
            Matrix matrix = summary.matrices().get(i);
            String prefix = "figure-" + (i + 1) + "-";
            if (matrix.speed()) {
                figures.addAll(SpeedFigures.of(matrix, palette, prefix + "speed-", Figure.Section.SPEED));
                figures.addAll(
                        SpeedFigures.of(matrix.with(PeakShare::of), palette, prefix + "peak-", Figure.Section.PEAK));
                figures.addAll(WarmUpFigures.of(matrix, palette, prefix + "warm-up-"));
            } else {
                List<Published> published = summary.published().stream()
                        .filter(p -> p.experiment().equals(matrix.experiment()))
                        .toList();
                figures.addAll(ScoreFigures.of(matrix, published, palette, prefix + "score-"));
                figures.addAll(CurveFigures.of(matrix, palette, limit, prefix + "curve-"));
                figures.addAll(CostFigures.of(matrix, palette, prefix + "cost-"));
            }
            figures.addAll(HeatFigures.of(matrix, palette, prefix + "heat-"));
        }
        figures.addAll(AnalysisFigures.of(summary.analyses(), "figure-analysis-"));
        figures.sort(Comparator.comparing(Figure::section));
        return List.copyOf(figures);
    }

    /** How many points a curve may keep, so that all that are drawn fit. */
    private static int limit(Summary summary) {
        int curves = 0;
        for (Setting setting : summary.settings()) {
            String score =
                    setting.score().map(like -> Names.measure(like.metric())).orElse("");
            for (SeedCurves drawn : SeedCurves.of(setting)) {
                curves += CurveFigures.isFirst(drawn, score) ? drawn.seeds().size() + 1 : 1;
            }
        }
        return Math.max(FEWEST_POINTS, Math.min(MOST_POINTS, CURVE_POINTS / Math.max(1, curves)));
    }
}
