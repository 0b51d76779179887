package io.recurbench.suites.throughput;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.util.ListStatistics;

/**
 * When enough forks are measured: as soon as the interval of their speed is narrow enough, within bounds. The fork is the unit
 * of inference, so it is forks that are added; iterations of one fork tell nothing of the next. The width alone ends it: who
 * looks for a value until it comes finds it.
 *
 * @param width half of the interval of 95 %, relative, that is narrow enough; 0 to measure the least number and no more
 * @param least forks
 * @param most forks
 * @param budget after which no further fork begins
 */
record Stopping(double width, int least, int most, Duration budget) {
    private static final double CONFIDENCE = 0.95;

    /** What a user says of it, beside the number of forks. */
    static List<Option> options() {
        return List.of(
                Option.real(
                                "width",
                                0,
                                0,
                                1,
                                "forks are added until half of their interval is narrower than this share; 0 for no more than 'forks'")
                        .asYounger(),
                Option.integer("most-forks", 20, 1, 1000, "forks at most where a width is asked for")
                        .asYounger(),
                Option.real("budget", 600, 1, 1e6, "seconds after which no fork is added")
                        .asYounger());
    }

    static Stopping of(Options options) {
        int least = options.integer("forks");
        return new Stopping(
                options.real("width"),
                least,
                Math.max(least, options.integer("most-forks")),
                Duration.ofMillis(Math.round(options.real("budget") * 1000)));
    }

    /** Whether a width was asked for. */
    boolean isAsked() {
        return width > 0;
    }

    /** Whether a further fork is to be measured. */
    boolean goesOn(List<List<Double>> forks, Duration elapsed) {
        return isAsked() && halfWidth(forks) > width && forks.size() < most && elapsed.compareTo(budget) < 0;
    }

    /** The interval in words. */
    String interval(List<List<Double>> forks) {
        double half = halfWidth(forks);
        return (half < Double.POSITIVE_INFINITY ? percent(half) : "not known") + " over " + forks.size()
                + " forks (95 %, the best iteration of each)";
    }

    /** Why the interval is wider than was wanted; empty if it is not. */
    Optional<String> noisy(List<List<Double>> forks, Duration elapsed) {
        if (!isAsked() || halfWidth(forks) <= width) {
            return Optional.empty();
        }
        String bound = forks.size() >= most
                ? "no more than " + most + " forks were allowed"
                : elapsed.compareTo(budget) >= 0
                        ? "the budget of " + TimeUnit.SECONDS.convert(budget) + " s was used"
                        : "something else began to measure on this machine";
        return Optional.of("the interval is wider than " + percent(width) + ": " + bound);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "+-%.1f %%", 100 * share);
    }

    /**
     * Half the width of the interval of the mean of the logarithms of each fork's best iteration, as a share; infinite for
     * fewer forks than make one.
     */
    static double halfWidth(List<List<Double>> forks) {
        double[] best = forks.stream()
                .mapToDouble(fork -> Math.log(
                        fork.stream().mapToDouble(Double::doubleValue).min().orElseThrow()))
                .toArray();
        double error = Math.expm1(new ListStatistics(best).getMeanErrorAt(CONFIDENCE));
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }
}
