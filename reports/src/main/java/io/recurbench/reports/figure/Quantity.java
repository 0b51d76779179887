package io.recurbench.reports.figure;

import io.recurbench.reports.figure.Figure.Axis;
import io.recurbench.reports.model.Names;
import io.recurbench.reports.model.Score;
import io.recurbench.reports.model.Setting;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What is drawn of a setting's score.
 *
 * @param title in words
 * @param caption how to read it
 * @param axis the ordinate
 * @param value the value on the line
 * @param points the single values
 */
record Quantity(
        String title, String caption, Axis axis, ToDoubleFunction<Score> value, Function<Score, List<Double>> points) {

    /** The score itself, of settings with at least one. */
    static Quantity score(List<Setting> settings) {
        List<Score> scores =
                settings.stream().flatMap(setting -> setting.score().stream()).toList();
        Score like = scores.get(0);
        List<Double> values =
                scores.stream().flatMap(score -> score.values().stream()).toList();
        String measure = Names.measure(like.metric());
        return new Quantity(
                measure,
                "Marks: medians. Dots: single seeds.",
                Ordinates.axis(Names.axis(measure, like.unit()), like, values),
                Score::median,
                Score::values);
    }

    /** The share of seeds that solved the task. */
    static Quantity solved() {
        return new Quantity(
                "share of seeds that solved it",
                "Solved: " + Math.round(100 * Score.SOLVED)
                        + "% of the way from chance to perfect. Diverged seeds count as not solved.",
                new Axis("Share of seeds solved", false, 0.0, 1.0),
                score -> score.counted() == 0 ? Double.NaN : score.solved() / (double) score.counted(),
                score -> List.of());
    }
}
