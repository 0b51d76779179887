package io.recurbench.comparison;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one side has of a seed.
 *
 * @param costs units that can be counted, as {@link Units} has them
 * @param failures how trials ended whose fault it is that they gave no number
 * @param measured all of it, as people read it
 */
record Found(List<double[]> costs, List<String> failures, Row.Measured measured) {
    static Found of(List<Work.Trial> trials, Optional<Metric> metric, TrialSetting.Kind kind) {
        List<double[]> costs = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        for (Work.Trial found : trials) {
            TrialRecord trial = found.trial();
            keys.add(trial.key());
            Optional<Metric> own = trial.outcome() == Outcome.COMPLETED
                    ? metric.flatMap(like -> trial.metric(like.name()))
                    : Optional.empty();
            List<double[]> units = own.map(measured -> Units.of(measured, kind)).orElse(List.of());
            if (!units.isEmpty()) {
                costs.addAll(units);
                units.forEach(unit -> values.add(Units.best(own.get(), unit, kind)));
            } else {
                String trouble = trouble(trial, own);
                troubles.add(trouble);
                if (isFailure(trial.outcome())) {
                    failures.add(trouble);
                }
            }
        }
        return new Found(costs, failures, new Row.Measured(keys, values, troubles));
    }

    /** Whether it is the fault of what was run: what was stopped, or never tried, says nothing of it. */
    private static boolean isFailure(Outcome outcome) {
        return switch (outcome) {
            case COMPLETED, DIVERGED, FAILED, TIMEOUT, NONCONFORMING -> true;
            case INTERRUPTED, SKIPPED -> false;
        };
    }

    private static String trouble(TrialRecord trial, Optional<Metric> own) {
        if (trial.outcome() == Outcome.COMPLETED) {
            return own.map(metric -> "came to " + metric.value()).orElse("has no such metric");
        }
        String word = trial.outcome().name().toLowerCase(Locale.ROOT);
        return trial.failure() == null ? word : word + ": " + trial.failure().message();
    }
}
