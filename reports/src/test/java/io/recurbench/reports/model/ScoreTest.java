package io.recurbench.reports.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.reports.example.Runs;
import io.recurbench.reports.example.Trials;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScoreTest {
    @Test
    void takesMedianRangeAndShareOverTheSeeds() {
        Score score = Score.of(seeds(1.0, 0.2, 0.95, 0.89)).orElseThrow();

        assertThat(score.median()).isEqualTo((0.95 + 0.89) / 2);
        assertThat(score.low()).isEqualTo(0.2);
        assertThat(score.high()).isEqualTo(1.0);
        assertThat(score.solved()).isEqualTo(2);
        assertThat(score.counted()).isEqualTo(4);
        assertThat(score.range()).isEqualTo("0.200 … 1.000");
    }

    @Test
    void aDivergedSeedCountsAsNotSolvedAndAFailedOneNotAtAll() {
        List<TrialRecord> trials = Stream.concat(
                        seeds(1.0).stream(),
                        Stream.of(
                                new Trials()
                                        .seed(5)
                                        .ended(Outcome.DIVERGED, null)
                                        .build(),
                                new Trials().seed(6).ended(Outcome.FAILED, null).build()))
                .toList();

        Score score = Score.of(trials).orElseThrow();

        assertThat(score.solved()).isEqualTo(1);
        assertThat(score.counted()).isEqualTo(2);
        assertThat(score.values()).containsExactly(1.0);
    }

    @Test
    void plainAccuracyIsMeasuredFromChance() {
        TrialRecord trial = new Trials()
                .metric(new Metric("test/accuracy", 0.92, "1", Metric.Direction.HIGHER, 0.5, List.of()))
                .build();

        Score score = Score.of(List.of(trial)).orElseThrow();

        assertThat(score.solved()).isZero();
        assertThat(score.progress().orElseThrow()).isCloseTo(0.84, org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void nothingIsSolvedInBitsPerCharacter() {
        Score score = Score.of(List.of(new Trials().bpc(1.5).build())).orElseThrow();

        assertThat(score.hasSolved()).isFalse();
        assertThat(score.progress()).isEmpty();
        assertThat(score.hasSpread()).isFalse();
    }

    @Test
    void theRangeOfASingleMeasurementOfSpeedIsThatOfItsSamples() {
        Score score = Score.of(List.of(new Trials()
                        .metric(new Metric(
                                "speed/tokens",
                                10,
                                "token/s",
                                Metric.Direction.HIGHER,
                                null,
                                List.of(List.of(9.0, 10.0), List.of(12.0))))
                        .build()))
                .orElseThrow();

        assertThat(score.low()).isEqualTo(9);
        assertThat(score.high()).isEqualTo(12);
    }

    @Test
    void aSeedThatCameToNoNumberCountsAsTheWorst() {
        Score accuracy = Score.of(seeds(0.6, Double.NaN, 0.4)).orElseThrow();
        assertThat(accuracy.median()).isEqualTo(0.4);
        assertThat(accuracy.range()).isEqualTo("NaN … 0.600");
        assertThat(Score.of(seeds(Double.NaN)).orElseThrow().text()).isEqualTo("NaN");

        Score bits = Score.of(bits("lstm", Double.NaN, 1.5, Double.POSITIVE_INFINITY, 1.7, 1.6))
                .orElseThrow();
        assertThat(bits.median()).isEqualTo(1.7);
        assertThat(bits.low()).isEqualTo(1.5);
        assertThat(bits.high()).isNaN();
        assertThat(Score.of(bits("lstm", 1.5, Double.POSITIVE_INFINITY))
                        .orElseThrow()
                        .text())
                .isEqualTo("inf");
    }

    @Test
    void oneGoodSeedAmongInfiniteOnesIsNotTheBest() {
        List<TrialRecord> trials = Stream.of(
                        bits("a", 1.0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY), bits("b", 1.5, 1.6, 1.7))
                .flatMap(List::stream)
                .toList();

        Matrix.Row row = Summary.of(Runs.of("quickstart", "X", "", trials))
                .matrices()
                .get(0)
                .rows()
                .get(0);

        // Bold is the best median and, as for finite ranges, what overlaps it.
        assertThat(row.entries())
                .extracting(e -> e.orElseThrow().setting().score().orElseThrow().text())
                .containsExactly("inf", "1.600");
        assertThat(row.entries()).extracting(e -> e.orElseThrow().best()).containsExactly(true, true);
        assertThat(Score.of(trials.subList(3, 6))
                        .orElseThrow()
                        .betterThan(Score.of(trials.subList(0, 3)).orElseThrow()))
                .isTrue();
    }

    @Test
    void boldIsTheBestAndWhatOverlapsIt() {
        List<TrialRecord> trials = Stream.of(cell("a", 0.9, 1.0), cell("b", 0.7, 0.92), cell("c", 0.1, 0.2))
                .flatMap(List::stream)
                .toList();

        Matrix.Row row = Summary.of(Runs.of("quickstart", "X", "", trials))
                .matrices()
                .get(0)
                .rows()
                .get(0);

        assertThat(row.entries()).extracting(e -> e.orElseThrow().best()).containsExactly(true, true, false);
    }

    @Test
    void lowerIsBetterWhereTheMetricSaysSo() {
        List<TrialRecord> trials = List.of(
                new Trials().cell("a", java.util.Map.of()).bpc(2).build(),
                new Trials().cell("b", java.util.Map.of()).bpc(1).build());

        Matrix.Row row = Summary.of(Runs.of("quickstart", "X", "", trials))
                .matrices()
                .get(0)
                .rows()
                .get(0);

        assertThat(row.entries()).extracting(e -> e.orElseThrow().best()).containsExactly(false, true);
    }

    private static List<TrialRecord> cell(String id, double... values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> new Trials()
                        .cell(id, java.util.Map.of())
                        .seed(i)
                        .accuracy(values[i])
                        .build())
                .toList();
    }

    private static List<TrialRecord> bits(String id, double... values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> new Trials()
                        .cell(id, java.util.Map.of())
                        .seed(i)
                        .bpc(values[i])
                        .build())
                .toList();
    }

    private static List<TrialRecord> seeds(double... values) {
        return cell("lstm", values);
    }
}
