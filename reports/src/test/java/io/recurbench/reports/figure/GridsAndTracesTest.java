package io.recurbench.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.reports.example.Examples;
import io.recurbench.reports.example.Runs;
import io.recurbench.reports.example.Trials;
import io.recurbench.reports.example.Views;
import io.recurbench.reports.figure.Figure.Band;
import io.recurbench.reports.figure.Figure.Kind;
import io.recurbench.reports.figure.Figure.Section;
import io.recurbench.reports.figure.Figure.Trace;
import io.recurbench.reports.model.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Heat maps over two numbers, shares of the arithmetic peak, and how JVMs warmed up. */
class GridsAndTracesTest {
    @Test
    void twoNumbersThatVaryTogetherAreAGridForEachCell() {
        List<Figure> grids = grids(Views.grid());

        assertThat(grids).extracting(Figure::title).containsExactly("ptb-char, cprnn", "ptb-char, mi-cprnn");
        assertThat(grids).extracting(Figure::cell).containsExactly("cprnn", "mi-cprnn");
        Figure grid = grids.get(0);
        assertThat(grid.subtitle()).isEqualTo("Bits per character over hidden and rank");
        assertThat(grid.x().places()).containsExactly("64", "128", "256", "1024");
        assertThat(grid.y().places()).containsExactly("4", "16", "64");
        assertThat(grid.traces()).extracting(Trace::label).containsExactly("rank 4", "rank 16", "rank 64");
        assertThat(grid.traces().get(2).line().get(3).y())
                .as("the trial that failed")
                .isNaN();
        assertThat(grid.y().from()).as("pale is worst").isEqualTo(1.5 + 8.0 / 64 + 1.0 / 4);
        assertThat(grid.y().to()).as("strong is best, of both grids").isEqualTo(1.5 + 8.0 / 1024 + 1.0 / 64);
        assertThat(grids.get(1).y()).isEqualTo(grid.y());
        assertThat(grid.table().header()).containsExactly("Rank by hidden", "64", "128", "256", "1024");
        assertThat(grid.table().rows().get(2).values()).containsExactly("64", "1.641", "1.578", "1.547", "–");
    }

    @Test
    void highIsStrongWhereMoreIsBetterAndOfFactsToo() {
        for (Metric.Direction direction : Metric.Direction.values()) {
            List<TrialRecord> trials = new ArrayList<>();
            for (long rows : new long[] {1, 2}) {
                for (long steps : new long[] {10, 20, 30}) {
                    trials.add(new Trials()
                            .training(Map.of())
                            .series(Map.of("rows", rows, "steps", steps))
                            .metric(new Metric("speed/x", rows * steps, "y", direction, null, List.of()))
                            .build());
                }
            }
            Figure grid = grids(Runs.of("speed", "", "", trials)).get(0);
            boolean less = direction == Metric.Direction.LOWER;
            assertThat(grid.section()).isEqualTo(Section.SPEED);
            assertThat(grid.x().label()).as("the more places are across").isEqualTo("Steps");
            assertThat(grid.y().from()).isEqualTo(less ? 60 : 10);
            assertThat(grid.y().to()).isEqualTo(less ? 10 : 60);
        }
    }

    @Test
    void aCrossALineAndWordsAreNoGrid() {
        List<TrialRecord> cross = new ArrayList<>();
        for (long i = 1; i <= 5; i++) {
            cross.add(new Trials()
                    .series(Map.of("hidden", 8 * i, "rank", 8L))
                    .accuracy(0.5)
                    .build());
            if (i > 1) {
                cross.add(new Trials()
                        .series(Map.of("hidden", 8L, "rank", 8 * i))
                        .accuracy(0.5)
                        .build());
            }
        }
        assertThat(grids(Runs.of("cross", "", "", cross))).isEmpty();
        assertThat(grids(Examples.rank())).isEmpty();
        assertThat(grids(Examples.budget()))
                .as("a size that a budget leaves to a cell")
                .isEmpty();
        assertThat(grids(Examples.frozenParity())).isEmpty();
        assertThat(grids(new ResultSet(List.of(), List.of()))).isEmpty();
    }

    @Test
    void scoresThatAreNoNumbersAreGapsAndOneScoreIsNoSpan() {
        List<TrialRecord> trials = new ArrayList<>();
        for (long hidden : new long[] {8, 16}) {
            for (long rank : new long[] {1, 2}) {
                trials.add(new Trials()
                        .series(Map.of("hidden", hidden, "rank", rank))
                        .bpc(hidden == 8 ? Double.NaN : 2)
                        .build());
            }
        }

        Figure grid = grids(Runs.of("grid", "", "", trials)).get(0);

        assertThat(grid.y().from()).isEqualTo(2).isEqualTo(grid.y().to());
        assertThat(grid.table().rows().get(0).values()).containsExactly("1", "NaN", "2.000");
    }

    @Test
    void aWarmUpIsDrawnInMultiplesOfTheBestWithItsClass() {
        Figure figure = in(Views.warmUps(), Section.WARM_UP).get(0);

        assertThat(figure.traces())
                .extracting(Trace::label)
                .containsExactly("rnn: steady", "lstm: slowdown", "gru: inconsistent between forks");
        assertThat(figure.bands()).containsExactly(new Band("warm-up", 1, 8));
        assertThat(figure.traces().get(0).seeds()).hasSize(2);
        assertThat(figure.traces().get(0).line()).hasSize(12).allMatch(point -> point.y() >= 1);
        assertThat(figure.traces().get(1).line().get(5).y()).isEqualTo(1.2, within(0.03));
        assertThat(figure.table().rows().get(1).values())
                .contains("lstm", "slowdown: it was faster before", "2", "8")
                .anyMatch(value -> value.endsWith(" ms/op"));
    }

    @Test
    void noWarmUpIsDrawnOfRecordsWithoutOneOrWithTimesThatAreNone() {
        assertThat(in(Examples.throughput(), Section.WARM_UP)).isEmpty();
        for (List<List<Double>> samples : List.of(
                List.<List<Double>>of(),
                List.of(List.<Double>of()),
                List.of(List.of(Double.NaN)),
                List.of(List.of(0.0)),
                List.of(List.of(Double.POSITIVE_INFINITY)))) {
            TrialRecord trial = new Trials()
                    .training(Map.of())
                    .metric(new Metric("speed/time", 1, "ms/op", Metric.Direction.LOWER, null, samples))
                    .metric(new Metric("speed/warm-up", 1, "ms/op", Metric.Direction.NONE, null, samples))
                    .build();
            assertThat(in(Runs.of("x", "", "", List.of(trial)), Section.WARM_UP))
                    .as("%s", samples)
                    .isEmpty();
        }
    }

    @Test
    void theShareIsThatOfTheBestPeakOfAllJvms() {
        List<Figure> figures = in(Views.warmUps(), Section.PEAK);

        assertThat(figures).singleElement().satisfies(figure -> {
            assertThat(figure.kind()).isEqualTo(Kind.DOTS);
            assertThat(figure.traces())
                    .extracting(Trace::label)
                    .as("the last has no peak")
                    .containsExactly("rnn", "lstm", "gru");
            assertThat(figure.y().to()).isEqualTo(1);
            // 1000 GFLOP/s over 12 ms is about 80; the peaks of the two JVMs were 500 and 400.
            assertThat(figure.traces().get(1).points())
                    .allSatisfy(point -> assertThat(point.y()).isBetween(0.16, 0.17));
        });
        assertThat(in(Examples.throughput(), Section.PEAK)).isEmpty();
    }

    @Test
    void aSharePastThePeakIsDrawnWhereItIsAndAPeakOfNothingIsNone() {
        for (double peak : new double[] {50, 4, 0, Double.NaN}) {
            TrialRecord trial = new Trials()
                    .training(Map.of())
                    .metric(new Metric("speed/tokens", 1, "token/s", Metric.Direction.HIGHER, null, List.of()))
                    .metric(new Metric("speed/products", 60, "GFLOP/s", Metric.Direction.HIGHER, null, List.of()))
                    .metric(new Metric("speed/peak", peak, "GFLOP/s", Metric.Direction.NONE, null, List.of()))
                    .build();
            List<Figure> figures = in(Runs.of("x", "", "", List.of(trial)), Section.PEAK);
            if (peak == 50) {
                assertThat(figures.get(0).y().to()).isNull();
                assertThat(figures.get(0).table().rows().get(0).values()).contains("1.200");
            } else {
                assertThat(figures).isEmpty();
            }
        }
    }

    private static List<Figure> grids(ResultSet results) {
        return Figures.of(Summary.of(results)).stream()
                .filter(figure -> figure.kind() == Kind.HEAT)
                .toList();
    }

    private static List<Figure> in(ResultSet results, Section section) {
        return Figures.of(Summary.of(results)).stream()
                .filter(figure -> figure.section() == section)
                .toList();
    }
}
