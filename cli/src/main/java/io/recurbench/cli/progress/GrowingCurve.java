package io.recurbench.cli.progress;

import io.recurbench.api.record.Curve;
import java.util.ArrayList;
import java.util.List;

/** A curve that grows while somebody looks at it: of many points every second one is kept. Not thread-safe. */
final class GrowingCurve {
    private static final int MOST_POINTS = 400;

    private final List<Double> x = new ArrayList<>();
    private final List<Double> y = new ArrayList<>();
    private int stride = 1;
    private int passedOver;

    void add(double abscissa, double ordinate) {
        passedOver++;
        if (passedOver < stride) {
            return;
        }
        passedOver = 0;
        x.add(abscissa);
        y.add(ordinate);
        if (x.size() == MOST_POINTS) {
            for (int i = 0; i < MOST_POINTS / 2; i++) {
                x.set(i, x.get(2 * i + 1));
                y.set(i, y.get(2 * i + 1));
            }
            x.subList(MOST_POINTS / 2, MOST_POINTS).clear();
            y.subList(MOST_POINTS / 2, MOST_POINTS).clear();
            stride *= 2;
        }
    }

    Curve curve(String name) {
        return new Curve(name, "update", "1", x, y);
    }
}
