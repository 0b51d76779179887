package io.recurbench.reports.figure;

import io.recurbench.api.record.Metric;
import io.recurbench.reports.figure.Figure.Axis;
import io.recurbench.reports.model.Names;
import io.recurbench.reports.model.Score;

/** The vertical axes of scores. */
final class Ordinates {
    private Ordinates() {}

    /** An axis for this score: from 0 to 1 for an accuracy, else as the data lies. */
    static Axis axis(String name, Score score) {
        String label = Names.sentence(name) + (score.direction() == Metric.Direction.LOWER ? ", lower is better" : "");
        return accuracy(score.metric(), score.unit())
                ? new Axis(label, false, 0.0, 1.0)
                : new Axis(label, false, null, null);
    }

    /** Whether a metric or curve is an accuracy. */
    static boolean accuracy(String name, String unit) {
        return unit.equals("1") && name.endsWith("accuracy");
    }
}
