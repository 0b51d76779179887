package io.recurbench.comparison;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.comparison.statistics.Block;
import java.util.List;

/**
 * What stands for itself in a measured number, as costs, of which less is better: a score that is to be high is its negative;
 * of a speed the cost is the logarithm of a time, so that a difference is a factor.
 */
public final class Units {
    private Units() {}

    /** Forks with their iterations for a speed, one value else; none if a value is no number that can be counted. */
    public static List<double[]> of(Metric metric, TrialSetting.Kind kind) {
        boolean speed = kind == TrialSetting.Kind.SPEED;
        List<List<Double>> samples =
                speed && !metric.samples().isEmpty() ? metric.samples() : List.of(List.of(metric.value()));
        boolean numbers = samples.stream()
                .allMatch(unit -> !unit.isEmpty()
                        && unit.stream().allMatch(value -> Double.isFinite(value) && !(speed && value <= 0)));
        int sign = sign(metric);
        return numbers
                ? samples.stream()
                        .map(unit -> unit.stream()
                                .mapToDouble(value -> sign * (speed ? Math.log(value) : value))
                                .toArray())
                        .toList()
                : List.of();
    }

    /** The best of a unit, in the unit of the metric. */
    static double best(Metric metric, double[] costs, TrialSetting.Kind kind) {
        return value(metric, Block.least(costs), kind);
    }

    /** A cost in the unit of the metric. */
    public static double value(Metric metric, double cost, TrialSetting.Kind kind) {
        double signed = sign(metric) * cost;
        return kind == TrialSetting.Kind.SPEED ? Math.exp(signed) : signed;
    }

    private static int sign(Metric metric) {
        return metric.direction() == Metric.Direction.HIGHER ? -1 : 1;
    }
}
