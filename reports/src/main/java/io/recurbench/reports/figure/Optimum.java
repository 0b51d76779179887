package io.recurbench.reports.figure;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.reports.figure.Figure.Rule;
import io.recurbench.reports.model.Names;
import io.recurbench.reports.model.Score;
import io.recurbench.reports.model.Setting;
import java.util.List;
import java.util.Optional;

/** The best score that any model can reach, where a task knows it: the entropy rate of the source of a text. */
final class Optimum {
    private static final String EXCESS = "/excess";

    private Optimum() {}

    /** A line at the optimum of these settings' task; none for an accuracy, whose optimum everybody knows. */
    static Optional<Rule> rule(List<Setting> settings, Score like) {
        if (like.direction() != Metric.Direction.LOWER) {
            return Optional.empty();
        }
        return settings.stream()
                .flatMap(setting -> setting.trials().stream())
                .flatMap(trial -> of(trial, like.metric()).stream())
                .findFirst()
                .map(optimum -> new Rule("optimum", true, optimum, "", -1));
    }

    private static Optional<Double> of(TrialRecord trial, String metric) {
        Optional<Metric> excess = trial.metric(Names.measuredOn(metric) + EXCESS);
        return trial.metric(metric)
                .flatMap(score -> excess.map(over -> score.value() - over.value()))
                .filter(Double::isFinite);
    }
}
