package io.recurbench.reports.model;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How near a measurement of speed comes to the most that the machine's arithmetic units can do, where its record says both. */
public final class PeakShare {
    /** Operations of the matrix products a second. */
    private static final String PRODUCTS = "speed/products";

    /** The most operations a second that the threads of the same JVM reach. */
    private static final String PEAK = "speed/peak";

    /** What the score is called. */
    public static final String NAME = "share-of-peak";

    private PeakShare() {}

    /** Products are no more than so many times as fast as the peak: a busy machine has let no JVM measure that. */
    private static final double PLAUSIBLE = 1.25;

    /** The share of each iteration in the best peak of all JVMs: what else a machine does can only lower it. */
    public static Optional<Score> of(Setting setting) {
        List<Double> values = new ArrayList<>();
        List<Double> samples = new ArrayList<>();
        for (TrialRecord trial : setting.trials()) {
            Optional<Metric> products = trial.metric(PRODUCTS);
            double most = trial.metric(PEAK).map(PeakShare::most).orElse(0.0);
            boolean completed = trial.outcome() == Outcome.COMPLETED && products.isPresent();
            if (completed && most > 0 && products.get().value() <= PLAUSIBLE * most) {
                values.add(products.get().value() / most);
                products.get().samples().forEach(fork -> fork.forEach(rate -> samples.add(rate / most)));
            }
        }
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(new Score(NAME, "1", Metric.Direction.HIGHER, null, values, samples, 0, 0));
    }

    private static double most(Metric peak) {
        return peak.samples().stream().flatMap(List::stream).reduce(peak.value(), Math::max);
    }
}
