package io.recurbench.reports.model;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A metric over the seeds of a setting.
 *
 * @param metric name of the metric
 * @param unit its unit
 * @param direction which way is better
 * @param chance the value of guessing, or null
 * @param values one per completed trial, in the order of the seeds; NaN where it was not a number
 * @param samples the raw samples behind the values, or empty
 * @param solved trials that reached {@link #SOLVED} of the way from chance to perfect
 * @param counted trials that {@code solved} is a share of: completed or diverged; 0 if solving has no meaning
 */
public record Score(
        String metric,
        String unit,
        Metric.Direction direction,
        @Nullable Double chance,
        List<Double> values,
        List<Double> samples,
        int solved,
        int counted) {

    /**
     * A seed has solved a task when its accuracy has gone this share of the way from chance to perfect. Delétang et al.
     * (2023) call a task solved from 90 % of raw accuracy on; this is stricter, since chance counts nothing.
     */
    public static final double SOLVED = 0.9;

    /** Copies. */
    public Score {
        values = List.copyOf(values);
        samples = List.copyOf(samples);
    }

    /** The score of trials that differ in their seed, if any of them completed: their first metric. */
    static Optional<Score> of(List<TrialRecord> trials) {
        return trials.stream()
                .filter(trial -> trial.outcome() == Outcome.COMPLETED)
                .flatMap(trial -> trial.score().stream())
                .findFirst()
                .map(metric -> of(metric, trials));
    }

    /** A metric of trials that differ in their seed, if any of them completed and has it. */
    public static Optional<Score> of(String metric, List<TrialRecord> trials) {
        return trials.stream()
                .filter(trial -> trial.outcome() == Outcome.COMPLETED)
                .flatMap(trial -> trial.metric(metric).stream())
                .findFirst()
                .map(like -> of(like, trials));
    }

    private static Score of(Metric like, List<TrialRecord> trials) {
        List<Double> values = new ArrayList<>();
        List<Double> samples = new ArrayList<>();
        int solved = 0;
        int counted = 0;
        for (TrialRecord trial : trials) {
            boolean completed = trial.outcome() == Outcome.COMPLETED;
            Optional<Metric> metric = completed ? trial.metric(like.name()) : Optional.empty();
            if (metric.isPresent()) {
                values.add(metric.get().value());
                metric.get().samples().forEach(samples::addAll);
                solved += accuracy(like) && progress(like, metric.get().value()) >= SOLVED ? 1 : 0;
            }
            counted += accuracy(like) && (metric.isPresent() || trial.outcome() == Outcome.DIVERGED) ? 1 : 0;
        }
        return new Score(like.name(), like.unit(), like.direction(), like.chance(), values, samples, solved, counted);
    }

    /** Whether a metric is an accuracy, so that a seed can be said to have solved the task. */
    public static boolean accuracy(Metric metric) {
        return metric.direction() == Metric.Direction.HIGHER
                && metric.unit().equals("1")
                && (metric.chance() != null || metric.name().endsWith("accuracy"));
    }

    private static double progress(Metric like, double value) {
        return progress(like.name(), like.chance(), value);
    }

    private static double progress(String metric, @Nullable Double chance, double value) {
        if (chance == null || chance >= 1 || metric.endsWith("normalised-accuracy")) {
            return value;
        }
        return (value - chance) / (1 - chance);
    }

    /** How far the median has gone from chance (0) to perfect (1), for an accuracy; nothing for any other metric. */
    public OptionalDouble progress() {
        return hasSolved() && !Double.isNaN(median())
                ? OptionalDouble.of(Math.max(0, Math.min(1, progress(metric, chance, median()))))
                : OptionalDouble.empty();
    }

    /** The median over the seeds. */
    public double median() {
        return Statistics.median(values, direction);
    }

    /** The lowest value, of the samples where there is one seed with several of them. */
    public double low() {
        return Statistics.first(Statistics.ascending(spread(), direction));
    }

    /** The highest value, of the samples where there is one seed with several of them. */
    public double high() {
        return Statistics.last(Statistics.ascending(spread(), direction));
    }

    /** Whether its range has a part in common with the other's, which has the same direction. */
    boolean overlaps(Score other) {
        return !direction.isBetter(other.worst(), best()) && !direction.isBetter(worst(), other.best());
    }

    /** The end of the range that is better. */
    private double best() {
        return direction == Metric.Direction.LOWER ? low() : high();
    }

    /** The end of the range that is worse: NaN if a seed came to no number. */
    double worst() {
        return direction == Metric.Direction.LOWER ? high() : low();
    }

    /** Whether there is more than one number behind the median. */
    public boolean hasSpread() {
        return spread().size() > 1;
    }

    /** What the spread is taken over: the seeds, or the raw samples of a single one. */
    public List<Double> spread() {
        return values.size() == 1 && samples.size() > 1 ? samples : values;
    }

    /** Whether the share of solved seeds says something. */
    public boolean hasSolved() {
        return counted > 0;
    }

    /** Whether the median is better than the other's, which has the same direction. */
    public boolean betterThan(Score other) {
        return direction.isBetter(median(), other.median());
    }

    /** The median, with its unit where the reader cannot know it. */
    public String text() {
        return Numbers.value(median(), unit);
    }

    /** The range over the seeds, or nothing. */
    public String range() {
        return hasSpread() ? Numbers.value(low(), unit) + " … " + Numbers.value(high(), unit) : "";
    }
}
