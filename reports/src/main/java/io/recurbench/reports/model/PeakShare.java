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

    /** The share of each iteration; its peak is that of its own JVM. */
    public static Optional<Score> of(Setting setting) {
        List<Double> values = new ArrayList<>();
        List<Double> samples = new ArrayList<>();
        for (TrialRecord trial : setting.trials()) {
            Optional<Metric> products = trial.metric(PRODUCTS);
            Optional<Metric> peak = trial.metric(PEAK).filter(most -> most.value() > 0);
            if (trial.outcome() == Outcome.COMPLETED && products.isPresent() && peak.isPresent()) {
                values.add(products.get().value() / peak.get().value());
                List<List<Double>> forks = products.get().samples();
                for (int fork = 0; fork < forks.size(); fork++) {
                    double most = peak(peak.get(), fork);
                    forks.get(fork).forEach(rate -> samples.add(rate / most));
                }
            }
        }
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(new Score(NAME, "1", Metric.Direction.HIGHER, null, values, samples, 0, 0));
    }

    private static double peak(Metric peak, int fork) {
        return fork < peak.samples().size() && !peak.samples().get(fork).isEmpty()
                ? peak.samples().get(fork).get(0)
                : peak.value();
    }
}
