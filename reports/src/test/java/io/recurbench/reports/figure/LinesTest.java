package io.recurbench.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.reports.figure.Figure.Point;
import io.recurbench.reports.figure.Figure.Rule;
import io.recurbench.reports.figure.Figure.Trace;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void theMedianStopsWhereMostSeedsStopped() {
        List<Point> median = Lines.median(List.of(
                List.of(new Point(1, 1), new Point(2, 1), new Point(3, 9)),
                List.of(new Point(1, 2), new Point(2, 3)),
                List.of(new Point(1, 6), new Point(2, Double.NaN))));

        // The seed that is no longer a number counts as the highest loss.
        assertThat(median).containsExactly(new Point(1, 2), new Point(2, 3));
    }

    @Test
    void thinningKeepsTheEndsAndThePeak() {
        List<Point> points = IntStream.range(0, 1000)
                .mapToObj(i -> new Point(i, i == 437 ? 50 : 0))
                .toList();

        List<Point> thin = Lines.thin(points, 40);

        assertThat(thin).hasSize(40).contains(points.get(0), points.get(437), points.get(999));
        assertThat(thin).isSortedAccordingTo((a, b) -> Double.compare(a.x(), b.x()));
        assertThat(Lines.thin(thin, 40)).isSameAs(thin);
    }

    @Test
    void thinningSurvivesGaps() {
        List<Point> points =
                IntStream.range(0, 100).mapToObj(i -> new Point(i, Double.NaN)).toList();

        assertThat(Lines.thin(points, 10)).hasSize(10);
    }

    @Test
    void knowsWhatIsReadBetterOnALogarithmicAxis() {
        assertThat(Lines.wide(List.of(4.0, 128.0))).isTrue();
        assertThat(Lines.wide(List.of(4.0, 16.0))).isFalse();
        assertThat(Lines.wide(List.of(0.0, 16.0))).isFalse();
        assertThat(Lines.geometric(List.of(1.0, 10.0, 100.0, 1000.0, 10_000.0))).isTrue();
        assertThat(Lines.geometric(
                        IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList()))
                .isFalse();
    }

    @Test
    void findsWhereOneLineOvertakesAnother() {
        Trace falling = trace("a", new Point(10, 100), new Point(1000, 1));
        Trace rising = trace("b", new Point(10, 1), new Point(1000, 100));

        assertThat(Crossovers.of(List.of(falling, rising)))
                .containsExactly(new Rule("a = b at about 100", false, 100.00000000000004, "a", -1));
        assertThat(Crossovers.of(List.of(falling, trace("c", new Point(10, 101), new Point(1000, 2)))))
                .isEmpty();
    }

    private static Trace trace(String label, Point... points) {
        return new Trace(label, label, "", 0, 0, false, List.of(points), List.of(), List.of());
    }
}
