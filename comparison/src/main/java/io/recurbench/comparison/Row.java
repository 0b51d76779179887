package io.recurbench.comparison;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.comparison.statistics.Interval;
import java.util.List;
import java.util.Optional;

/**
 * The same work on both sides: trials that differ in nothing but seed and side.
 *
 * @param name short, for people: {@code "lstm on parity, budget 111K, cpu"}
 * @param kind quality or speed
 * @param metric what is compared: name, unit and direction count; empty if no trial has a score
 * @param verdict what is said of it
 * @param why what the verdict rests on, or what is missing for one; a sentence without its dot
 * @param effect how much changed; empty where nothing could be subtracted
 * @param seeds what was measured, seed by seed
 * @param noisy whether the time given for it ran out before its interval was as narrow as wanted
 */
public record Row(
        String name,
        TrialSetting.Kind kind,
        Optional<Metric> metric,
        Verdict verdict,
        String why,
        Optional<Effect> effect,
        List<Seed> seeds,
        boolean noisy) {
    /** Copies. */
    public Row {
        seeds = List.copyOf(seeds);
    }

    /** The same row with another verdict. */
    public Row with(Verdict other, String reason) {
        return new Row(name, kind, metric, other, reason, effect, seeds, noisy);
    }

    /** The same row with another effect, or none. */
    Row with(Optional<Effect> other) {
        return new Row(name, kind, metric, verdict, why, other, seeds, noisy);
    }

    /** The same row, measured less well than was wanted. */
    public Row asNoisy() {
        return new Row(name, kind, metric, verdict, why, effect, seeds, true);
    }

    /** How a change is counted. */
    public enum Scale {
        /** New minus base, in the unit of the metric. */
        DIFFERENCE,
        /** New over base minus one. */
        RATIO
    }

    /**
     * How much changed.
     *
     * @param scale how it is counted
     * @param base the old side: the mean over seeds; for speed the geometric mean of the best iteration of each fork
     * @param next the new side likewise
     * @param change with its interval, on the scale; positive where the number has grown
     * @param minimum the least change that counts, on the scale
     * @param test how sure it is; empty where no test is possible
     */
    public record Effect(Scale scale, double base, double next, Interval change, double minimum, Optional<Test> test) {
        /** The same effect with a test. */
        Effect with(Test found) {
            return new Effect(scale, base, next, change, minimum, Optional.of(found));
        }
    }

    /**
     * A test of no difference.
     *
     * @param name which
     * @param p by itself, two-sided
     * @param adjusted for the number of rows
     */
    public record Test(String name, double p, double adjusted) {}

    /**
     * A seed on both sides.
     *
     * @param index as the user counts
     * @param base what the old side has
     * @param next what the new side has
     */
    public record Seed(int index, Measured base, Measured next) {}

    /**
     * What a side has of a seed.
     *
     * @param keys of its trials, one per run
     * @param values its units in the unit of the metric: one per repetition; for speed the best iteration of each fork
     * @param troubles how trials ended that gave no number, with their messages
     */
    public record Measured(List<String> keys, List<Double> values, List<String> troubles) {
        /** Copies. */
        public Measured {
            keys = List.copyOf(keys);
            values = List.copyOf(values);
            troubles = List.copyOf(troubles);
        }
    }
}
