package io.recurbench.reports.figure;

import io.recurbench.api.record.Metric;
import io.recurbench.reports.figure.Figure.Point;
import io.recurbench.reports.model.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The arithmetic of lines: medians over seeds, thinning, scales. */
final class Lines {
    /** A span this many times its start is read better on a logarithmic axis. */
    private static final double LOG_SPAN = 8;

    private Lines() {}

    /** At each abscissa that at least half of the curves have, the median of their ordinates. */
    static List<Point> median(List<List<Point>> curves) {
        TreeMap<Double, List<Double>> values = new TreeMap<>();
        for (List<Point> curve : curves) {
            curve.forEach(point ->
                    values.computeIfAbsent(point.x(), x -> new ArrayList<>()).add(point.y()));
        }
        List<Point> median = new ArrayList<>();
        for (Map.Entry<Double, List<Double>> entry : values.entrySet()) {
            if (entry.getValue().size() * 2 >= curves.size()) {
                // Curves know no direction; what can leave the numbers is a loss.
                median.add(new Point(entry.getKey(), Statistics.median(entry.getValue(), Metric.Direction.LOWER)));
            }
        }
        return median;
    }

    /**
     * At most {@code limit} of the points, chosen so that the line keeps its look: of each bucket the point that spans
     * the largest triangle with its neighbours (Steinarsson, Downsampling time series for visual representation, 2013).
     */
    static List<Point> thin(List<Point> points, int limit) {
        int size = points.size();
        if (size <= limit || limit < 3) {
            return points;
        }
        List<Point> kept = new ArrayList<>(limit);
        kept.add(points.get(0));
        double width = (size - 2) / (double) (limit - 2);
        for (int bucket = 0; bucket < limit - 2; bucket++) {
            int from = 1 + (int) (bucket * width);
            int to = 1 + (int) ((bucket + 1) * width);
            Point next = mean(points, to, Math.min(size, 1 + (int) ((bucket + 2) * width)));
            kept.add(largest(points, from, to, kept.get(kept.size() - 1), next));
        }
        kept.add(points.get(size - 1));
        return kept;
    }

    private static Point largest(List<Point> points, int from, int to, Point before, Point after) {
        Point best = points.get(from);
        double largest = -1;
        for (int i = from; i < to; i++) {
            Point point = points.get(i);
            double area = Math.abs((before.x() - after.x()) * (point.y() - before.y())
                    - (before.x() - point.x()) * (after.y() - before.y()));
            if (area > largest) {
                largest = area;
                best = point;
            }
        }
        return best;
    }

    private static Point mean(List<Point> points, int from, int to) {
        int start = Math.min(from, points.size() - 1);
        int end = Math.max(start + 1, to);
        double x = 0;
        double y = 0;
        int finite = 0;
        for (Point point : points.subList(start, end)) {
            x += point.x();
            if (Double.isFinite(point.y())) {
                y += point.y();
                finite++;
            }
        }
        return new Point(x / (end - start), finite == 0 ? 0 : y / finite);
    }

    /** Whether numbers are positive and span enough for a logarithmic axis. */
    static boolean wide(List<Double> values) {
        double low = Statistics.low(values);
        return low > 0 && Statistics.high(values) >= LOG_SPAN * low;
    }

    /** Whether the numbers are wide and lie closer together where they are small, as in 1, 2, 5, 10, 20, 50. */
    static boolean geometric(List<Double> values) {
        return values.size() >= 4
                && wide(values)
                && Statistics.median(values) < (Statistics.low(values) + Statistics.high(values)) / 4;
    }

    /** Up to {@code count} of the points, evenly chosen, the first and the last among them. */
    static List<Point> some(List<Point> points, int count) {
        if (points.size() <= count) {
            return points;
        }
        List<Point> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(points.get((int) Math.round(i * (points.size() - 1) / (count - 1.0))));
        }
        return some;
    }
}
