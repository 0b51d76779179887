package io.recurbench.reports.figure;

import io.recurbench.reports.model.Axes;
import io.recurbench.reports.model.Beside;
import io.recurbench.reports.model.Matrix;
import io.recurbench.reports.model.Published;
import io.recurbench.reports.model.Score;
import io.recurbench.reports.model.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The figures of a matrix of quality, task by task: lines over what the experiment varies, dots where nothing is to be drawn over. */
final class ScoreFigures {
    /** A share of fewer seeds than this says too little to be drawn. */
    private static final int FEW_SEEDS = 3;

    private final Matrix matrix;
    private final List<String> rowNames;
    private final List<Published> published;
    private final Palette palette;
    private final String prefix;
    private final List<Figure> figures = new ArrayList<>();

    private ScoreFigures(Matrix matrix, List<Published> published, Palette palette, String prefix) {
        this.matrix = matrix;
        this.rowNames = Axes.rows(matrix.settings());
        this.published = published;
        this.palette = palette;
        this.prefix = prefix;
    }

    static List<Figure> of(Matrix matrix, List<Published> published, Palette palette, String prefix) {
        ScoreFigures scores = new ScoreFigures(matrix, published, palette, prefix);
        matrix.rows().stream().map(Matrix.Row::task).distinct().forEach(task -> {
            if (!scores.lines(task)) {
                scores.dots(task);
            }
        });
        return scores.figures;
    }

    /** Draws lines if there is something to draw over. */
    private boolean lines(String task) {
        List<Setting> own = matrix.settings().stream()
                .filter(s -> s.task().equals(task) && s.score().isPresent())
                .toList();
        int before = figures.size();
        List<Published> beside =
                own.isEmpty() ? List.of() : beside(task, own.get(0).score());
        for (Abscissa abscissa : own.isEmpty() ? List.<Abscissa>of() : Abscissa.of(own, rowNames, beside)) {
            ScoreLines lines = new ScoreLines(palette, abscissa, own, beside, rowNames);
            if (lines.worthDrawing()) {
                figures.add(lines.figure(prefix + figures.size(), Quantity.score(own), true));
                if (shares(own)) {
                    figures.add(lines.figure(prefix + figures.size(), Quantity.solved(), false));
                }
            }
        }
        return figures.size() > before;
    }

    /** What was published of a task in the metric of our score, or in one that it follows from. */
    private List<Published> beside(String task, Optional<Score> like) {
        return published.stream()
                .filter(value -> value.task().equals(task)
                        && like.flatMap(score -> Beside.of(value, score, value.settings()))
                                .isPresent())
                .toList();
    }

    private void dots(String task) {
        for (Matrix.Row row : matrix.rows()) {
            if (row.task().equals(task)) {
                Optional<Figure> dots = ScoreDots.of(row, palette, prefix + figures.size(), Figure.Section.SCORES);
                dots.ifPresent(figures::add);
            }
        }
    }

    private static boolean shares(List<Setting> settings) {
        return settings.stream()
                .flatMap(setting -> setting.score().stream())
                .map(Score::counted)
                .anyMatch(counted -> counted >= FEW_SEEDS);
    }
}
