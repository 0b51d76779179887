package io.recurbench.reports.figure;

import io.recurbench.api.record.Metric;
import io.recurbench.reports.figure.Figure.Axis;
import io.recurbench.reports.model.Names;
import io.recurbench.reports.model.PeakShare;
import io.recurbench.reports.model.Score;
import io.recurbench.reports.model.Statistics;
import java.util.List;

/** The vertical axes of scores. */
final class Ordinates {
    private Ordinates() {}

    /** A noisy accuracy may be this far below zero before the axis begins lower. */
    private static final double NOISE = 0.03;

    private static final double STEP = 0.2;
    private static final double LONG_STEP = 0.5;

    /**
     * An axis for this score and these values: from 0, or lower where they are, to 1 for an accuracy and a share of a limit, else
     * as the data lies.
     */
    static Axis axis(String name, Score score, List<Double> values) {
        String label = Names.sentence(name) + (score.direction() == Metric.Direction.LOWER ? ", lower is better" : "");
        boolean share = score.metric().equals(PeakShare.NAME) && Statistics.high(values) <= 1;
        return share || accuracy(score.metric(), score.unit())
                ? new Axis(label, false, floor(values), 1.0)
                : new Axis(label, false, null, null);
    }

    /** Where the axis of an accuracy begins: normalised accuracies are negative where a cell does worse than guessing. */
    static double floor(List<Double> values) {
        double low = Statistics.low(values);
        if (!(low < -NOISE)) {
            return 0;
        }
        return low < -2 * STEP ? LONG_STEP * Math.floor(low / LONG_STEP) : STEP * Math.floor(low / STEP);
    }

    /** Whether a metric or curve is an accuracy. */
    static boolean accuracy(String name, String unit) {
        return unit.equals("1") && name.endsWith("accuracy");
    }
}
