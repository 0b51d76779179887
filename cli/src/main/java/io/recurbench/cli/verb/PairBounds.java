package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.cli.ab.Interleaving;
import io.recurbench.cli.terminal.Notes;
import io.recurbench.comparison.Comparer;
import io.recurbench.comparison.Comparison;
import io.recurbench.comparison.Row;
import io.recurbench.comparison.Settings;
import io.recurbench.comparison.Side;
import io.recurbench.harness.trial.Cancellation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** How many pairs are measured: until all intervals are narrow, within bounds. */
final class PairBounds {
    @Option(names = "--pairs", paramLabel = "N", description = "Pairs of forks that are measured at least (8).")
    private int least = 8;

    @Option(
            names = "--most-pairs",
            paramLabel = "N",
            description = "Pairs that are measured at most, where intervals are still wide (24).")
    private int most = 24;

    @Option(
            names = "--width",
            paramLabel = "SHARE",
            converter = ShareConverter.class,
            description = "Half the width of an interval that is narrow enough to stop at (2.5%%).")
    private double width = 0.025;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Time after which no further pair begins (1h).")
    private Duration budget = Duration.ofHours(1);

    /**
     * What was measured.
     *
     * @param comparison of the sides, rows that are still wide marked as noisy
     * @param base the old side
     * @param next the new one
     * @param folder that holds the runs
     * @param interrupted whether the user has stopped it
     */
    record Measured(Comparison comparison, Side base, Side next, Path folder, boolean interrupted) {}

    void check() {
        if (least < 1 || most < least) {
            throw RecurbenchException.usage("--pairs is from 1 to --most-pairs, not " + least + " to " + most);
        }
    }

    /** Measures pairs until all intervals are narrow or a bound is met; of what learns one pair tells all. */
    Measured measure(Notes notes, Interleaving pairs, Path folder, Settings settings, Cancellation cancellation) {
        boolean speed = pairs.measuresSpeed();
        Settings judged = new Settings(
                settings.level(),
                settings.quality(),
                settings.speed(),
                settings.floors(),
                false,
                pairs.backends().map(ids -> new Settings.Backends(ids.get(0), ids.get(1))),
                settings.metric());
        long start = System.nanoTime();
        int bound = speed ? most : 1;
        Optional<Measured> found = Optional.empty();
        while (pairs.bases().size() < bound && !cancellation.isRequested()) {
            pairs.measurePair(cancellation::isRequested);
            int count = pairs.bases().size();
            if (cancellation.isRequested() || count == 0) {
                break;
            }
            boolean late = System.nanoTime() - start > TimeUnit.NANOSECONDS.convert(budget);
            Measured measured = compare(pairs, folder, judged);
            double widest = widest(measured.comparison());
            notes.note(String.format(Locale.ROOT, "pair %d: widest interval +-%.1f %%", count, 100 * widest));
            found = Optional.of(measured);
            if (late || (count >= Math.min(least, bound) && widest <= width)) {
                break;
            }
        }
        Measured last =
                found.orElseThrow(() -> RecurbenchException.environment("interrupted before the first pair was done"));
        return new Measured(
                speed ? noisy(last.comparison()) : last.comparison(),
                last.base(),
                last.next(),
                folder,
                cancellation.isRequested());
    }

    private static Measured compare(Interleaving pairs, Path folder, Settings settings) {
        Side base = Side.read(pairs.bases());
        Side next = Side.read(pairs.heads());
        return new Measured(Comparer.compareInterleaved(base, next, settings), base, next, folder, false);
    }

    private static double widest(Comparison comparison) {
        return comparison.compared().stream()
                .mapToDouble(PairBounds::halfWidth)
                .max()
                .orElse(0);
    }

    private static double halfWidth(Row row) {
        return row.effect()
                .map(effect -> (effect.change().high() - effect.change().low()) / 2)
                .orElse(0.0);
    }

    private Comparison noisy(Comparison comparison) {
        return new Comparison(
                comparison.settings(),
                comparison.base(),
                comparison.next(),
                comparison.rows().stream()
                        .map(row -> halfWidth(row) > width ? row.asNoisy() : row)
                        .toList(),
                comparison.refused());
    }
}
