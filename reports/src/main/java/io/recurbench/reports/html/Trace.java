package io.recurbench.reports.html;

import io.recurbench.leaderboard.History;
import io.recurbench.reports.model.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * A history as a small line.
 *
 * @param points of the line, as SVG has them
 * @param marks where it has changed
 */
public record Trace(String points, List<Mark> marks) {
    private static final double WIDTH = 160;
    private static final double HEIGHT = 24;

    /** Copies. */
    public Trace {
        marks = List.copyOf(marks);
    }

    /** A change. */
    public record Mark(String x, String y, String words) {}

    /** The line of a history of two points or more. */
    public static Trace of(History history) {
        Scale scale = Scale.of(history.points().stream().mapToDouble(History.Point::value));
        List<String> points = new ArrayList<>();
        List<Mark> marks = new ArrayList<>();
        int last = Math.max(1, history.points().size() - 1);
        for (int i = 0; i < history.points().size(); i++) {
            History.Point point = history.points().get(i);
            String x = Numbers.fixed(WIDTH * i / last, 1);
            String y = Numbers.fixed(HEIGHT * (1 - scale.share(point.value())), 1);
            points.add(x + "," + y);
            history.changes().stream()
                    .filter(change -> change.commit().equals(point.commit()))
                    .forEach(change ->
                            marks.add(new Mark(x, y, BoardPage.commit(change.commit()) + ": " + change.words())));
        }
        return new Trace(String.join(" ", points), marks);
    }

    /** The history in words, for those who do not see the line. */
    public static String words(History history, String unit) {
        List<History.Point> points = history.points();
        return points.size() + " commits, from " + Numbers.value(points.get(0).value(), unit) + " to "
                + Numbers.value(points.get(points.size() - 1).value(), unit);
    }
}
