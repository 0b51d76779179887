package io.recurbench.harness.trial;

import io.recurbench.api.record.Curve;
import java.util.ArrayList;
import java.util.List;

/**
 * The training loss in a bounded number of points: each is the mean over a window of updates. When there are too many,
 * neighbours are joined and windows become twice as wide.
 */
final class LossCurve {
    private static final int MOST_POINTS = 400;

    private List<Double> updates = new ArrayList<>();
    private List<Double> means = new ArrayList<>();
    private long window = 1;
    private long inWindow;
    private double sum;
    private long update;

    void add(double loss) {
        update++;
        sum += loss;
        inWindow++;
        if (inWindow == window) {
            close();
            if (updates.size() == MOST_POINTS) {
                join();
            }
        }
    }

    private void close() {
        updates.add((double) update);
        means.add(sum / inWindow);
        sum = 0;
        inWindow = 0;
    }

    private void join() {
        for (int i = 0; i < MOST_POINTS / 2; i++) {
            means.set(i, (means.get(2 * i) + means.get(2 * i + 1)) / 2);
            updates.set(i, updates.get(2 * i + 1));
        }
        updates.subList(MOST_POINTS / 2, MOST_POINTS).clear();
        means.subList(MOST_POINTS / 2, MOST_POINTS).clear();
        window *= 2;
    }

    /** The curve, the unfinished window included. */
    Curve curve(String unit) {
        List<Double> x = new ArrayList<>(updates);
        List<Double> y = new ArrayList<>(means);
        if (inWindow > 0) {
            x.add((double) update);
            y.add(sum / inWindow);
        }
        return new Curve("train/loss", "update", unit, x, y);
    }
}
