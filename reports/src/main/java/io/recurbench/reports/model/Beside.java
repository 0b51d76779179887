package io.recurbench.reports.model;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Reference;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A published value in the metric of a score of ours, so that the two may stand in one row or figure.
 *
 * @param published the value as it was published
 * @param value the value in the metric of the score
 * @param unit unit of the score
 * @param from what it was converted from, in words: "accuracy 0.700"; empty if it is as published
 */
public record Beside(Published published, double value, String unit, String from) {
    private static final double LN_2 = StrictMath.log(2);

    /**
     * The value beside a score; nothing if the two measure different things.
     *
     * @param ours settings that the value compares with: their trials know the chance level
     */
    public static Optional<Beside> of(Published published, Score score, List<Setting> ours) {
        Reference reference = published.reference();
        if (reference.metric().equals(score.metric())) {
            return Optional.of(new Beside(published, reference.value(), score.unit(), ""));
        }
        OptionalDouble value = Names.measuredOn(reference.metric()).equals(Names.measuredOn(score.metric()))
                ? converted(reference, score, ours)
                : OptionalDouble.empty();
        String from = Names.measure(reference.metric()) + " "
                + Numbers.value(reference.value(), Names.unitOf(reference.metric()));
        return value.isPresent()
                ? Optional.of(new Beside(published, value.getAsDouble(), score.unit(), from))
                : Optional.empty();
    }

    /** What is measured on the same set and follows from the value exactly. */
    private static OptionalDouble converted(Reference reference, Score score, List<Setting> ours) {
        String from = measure(reference.metric());
        String to = measure(score.metric());
        if (from.equals("accuracy") && to.equals("normalised-accuracy")) {
            return chance(reference.metric(), ours)
                    .map(chance -> OptionalDouble.of((reference.value() - chance) / (1 - chance)))
                    .orElse(OptionalDouble.empty());
        }
        // A loss of characters is their mean cross-entropy in nats.
        return from.equals("loss") && to.equals("bpc")
                ? OptionalDouble.of(reference.value() / LN_2)
                : OptionalDouble.empty();
    }

    private static String measure(String metric) {
        return metric.substring(metric.lastIndexOf('/') + 1);
    }

    private static Optional<Double> chance(String metric, List<Setting> ours) {
        return ours.stream()
                .flatMap(setting -> setting.trials().stream())
                .flatMap(trial -> trial.metric(metric).stream())
                .map(Metric::chance)
                .flatMap(Stream::ofNullable)
                .filter(chance -> chance < 1)
                .findFirst();
    }

    /** The value and the letter of its mark, and what it was converted from: "0.400 P (from accuracy 0.700)". */
    public String text() {
        String text = number() + " " + Names.markLetter(published.reference().mark());
        return from.isEmpty() ? text : text + " (from " + from + ")";
    }

    /** The value alone. */
    public String number() {
        return Numbers.value(value, unit);
    }
}
