package io.recurbench.reports.html;

import io.recurbench.comparison.statistics.Interval;
import io.recurbench.reports.model.Numbers;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Numbers along a drawing.
 *
 * @param least left end
 * @param most right end, more than the left
 */
public record Scale(double least, double most) {
    /** Width of a drawing, in its own units. */
    public static final double WIDTH = 200;

    /** A scale that has room for all that is finite of some intervals. */
    static Scale of(Stream<Interval> intervals) {
        return of(intervals.flatMapToDouble(
                interval -> DoubleStream.of(interval.low(), interval.value(), interval.high())));
    }

    /** A scale that has room for all finite numbers. */
    static Scale of(DoubleStream numbers) {
        double[] finite = numbers.filter(Double::isFinite).sorted().toArray();
        if (finite.length == 0) {
            return new Scale(0, 1);
        }
        double least = finite[0];
        double most = finite[finite.length - 1];
        double room = most > least ? 0 : Math.max(Math.abs(most), 1) / 10;
        return new Scale(least - room, most + room);
    }

    /** Where a number is, from 0 to 1; beyond the ends at them. */
    double share(double value) {
        return Math.min(1, Math.max(0, (value - least) / (most - least)));
    }

    /** Where a number is in a drawing. */
    public String at(double value) {
        return Numbers.fixed(WIDTH * share(value), 1);
    }
}
