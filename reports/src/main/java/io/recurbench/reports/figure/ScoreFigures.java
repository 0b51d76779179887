package io.recurbench.reports.figure;

import io.recurbench.reports.model.Axes;
import io.recurbench.reports.model.Matrix;
import io.recurbench.reports.model.Published;
import io.recurbench.reports.model.Score;
import io.recurbench.reports.model.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The figures of a matrix of quality: lines where the experiment varies a number, else dots. */
final class ScoreFigures {
    /** A share of fewer seeds than this says too little to be drawn. */
    private static final int FEW_SEEDS = 3;

    private ScoreFigures() {}

    static List<Figure> of(Matrix matrix, List<Published> published, Palette palette, String prefix) {
        List<Figure> figures = new ArrayList<>();
        List<Setting> settings = matrix.settings();
        List<String> rowNames = Axes.rows(settings);
        List<String> tasks = settings.stream().map(Setting::task).distinct().toList();
        List<String> drawn = new ArrayList<>();
        for (String task : tasks) {
            List<Setting> own = settings.stream()
                    .filter(s -> s.task().equals(task) && s.score().isPresent())
                    .toList();
            for (Abscissa abscissa : own.isEmpty() ? List.<Abscissa>of() : Abscissa.of(own, rowNames)) {
                ScoreLines lines = new ScoreLines(palette, abscissa, own, published, rowNames);
                if (lines.worthDrawing()) {
                    Score like = own.get(0).score().orElseThrow();
                    figures.add(lines.figure(prefix + figures.size(), Quantity.score(like), true));
                    if (shares(own)) {
                        figures.add(lines.figure(prefix + figures.size(), Quantity.solved(), false));
                    }
                    drawn.add(task);
                }
            }
        }
        for (Matrix.Row row : matrix.rows()) {
            if (!drawn.contains(row.task())) {
                Optional<Figure> dots = ScoreDots.of(row, palette, prefix + figures.size(), Figure.Section.SCORES);
                dots.ifPresent(figures::add);
            }
        }
        return figures;
    }

    private static boolean shares(List<Setting> settings) {
        return settings.stream()
                .flatMap(setting -> setting.score().stream())
                .anyMatch(score -> score.counted() >= FEW_SEEDS);
    }
}
