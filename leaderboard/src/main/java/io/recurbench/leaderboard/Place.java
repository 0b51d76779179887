package io.recurbench.leaderboard;

import io.recurbench.comparison.statistics.Interval;
import java.util.List;
import java.util.Optional;

/**
 * The ranks that a row may have: whose intervals overlap are tied.
 *
 * @param best one more than the rows that are surely better
 * @param worst how many rows are not surely worse, this one among them
 */
public record Place(int best, int worst) {
    /**
     * The places of rows by their costs.
     *
     * @param costs less is better; empty for what has no rank
     */
    static List<Optional<Place>> of(List<Optional<Interval>> costs) {
        List<Interval> ranked = costs.stream().flatMap(Optional::stream).toList();
        return costs.stream()
                .map(cost -> cost.map(own -> new Place(
                        1
                                + (int) ranked.stream()
                                        .filter(other -> other.high() < own.low())
                                        .count(),
                        (int) ranked.stream()
                                .filter(other -> other.low() <= own.high())
                                .count())))
                .toList();
    }

    /** In words: {@code "2"}, or {@code "1–3"}. */
    public String words() {
        return best == worst ? Integer.toString(best) : best + "–" + worst;
    }
}
