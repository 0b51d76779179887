package io.recurbench.testkit.rule;

import io.recurbench.api.stability.Stability;
import java.util.Locale;

/**
 * The entry of a tensor that is farthest from what was expected, in units of what is tolerated.
 *
 * @param tensor what it is: {@code "gradient of V"}
 * @param index of the entry, row-major
 * @param expected the reference's value
 * @param actual what came
 * @param tolerated the largest absolute error that passes
 */
@Stability.Experimental
public record Deviation(String tensor, int index, double expected, double actual, double tolerated) {

    /** {@code |actual - expected|}; infinite if just one of the two is finite. */
    public double absoluteError() {
        return error(expected, actual);
    }

    static double error(double expected, double actual) {
        if (actual == expected || (Double.isNaN(actual) && Double.isNaN(expected))) {
            return 0;
        }
        double error = Math.abs(actual - expected);
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    /** The absolute error divided by {@code |expected|}. */
    public double relativeError() {
        return absoluteError() == 0 ? 0 : absoluteError() / Math.abs(expected);
    }

    /** The absolute error in units of the tolerated one: above 1 is a failure. */
    public double ratio() {
        if (absoluteError() == 0) {
            return 0;
        }
        return tolerated == 0 ? Double.POSITIVE_INFINITY : absoluteError() / tolerated;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s[%d]: expected %s, got %s (absolute error %.2g, relative %.2g, tolerated %.2g)",
                tensor,
                index,
                expected,
                actual,
                absoluteError(),
                relativeError(),
                tolerated);
    }
}
