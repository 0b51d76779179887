package io.recurbench.leaderboard;

import io.recurbench.comparison.statistics.ChangePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A number over commits.
 *
 * @param points one per commit, oldest first
 * @param changes where the number has become another one, and that is no chance
 */
public record History(List<Point> points, List<Change> changes) {
    /** Copies. */
    public History {
        points = List.copyOf(points);
        changes = List.copyOf(changes);
    }

    /** The number at a commit. */
    public record Point(String commit, double value) {}

    /**
     * A change.
     *
     * @param commit the first commit after it
     * @param before mean of the piece before
     * @param after mean of the piece that begins with the commit
     */
    public record Change(String commit, double before, double after) {
        /** In words: {@code "+2.3 %"}. */
        public String words() {
            return before == 0
                    ? "from 0"
                    : String.format(Locale.ROOT, "%+.1f %%", 100 * (after - before) / Math.abs(before));
        }
    }

    /**
     * Finds the changes.
     *
     * @param least smaller changes do not count
     */
    static History of(List<Point> points, Least least) {
        double[] values = points.stream().mapToDouble(Point::value).toArray();
        List<Integer> starts = new ArrayList<>(List.of(0));
        starts.addAll(ChangePoints.standard().of(values));
        starts.add(values.length);
        List<Change> changes = new ArrayList<>();
        for (int i = 1; i + 1 < starts.size(); i++) {
            double before = mean(values, starts.get(i - 1), starts.get(i));
            double after = mean(values, starts.get(i), starts.get(i + 1));
            if (Math.abs(after - before) >= least.at(before)) {
                changes.add(new Change(points.get(starts.get(i)).commit(), before, after));
            }
        }
        return new History(points, changes);
    }

    private static double mean(double[] values, int from, int to) {
        return IntStream.range(from, to).mapToDouble(i -> values[i]).average().orElseThrow();
    }
}
