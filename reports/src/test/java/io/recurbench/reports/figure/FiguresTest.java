package io.recurbench.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.reports.example.Examples;
import io.recurbench.reports.example.Runs;
import io.recurbench.reports.example.Trials;
import io.recurbench.reports.figure.Figure.Band;
import io.recurbench.reports.figure.Figure.Kind;
import io.recurbench.reports.figure.Figure.Rule;
import io.recurbench.reports.figure.Figure.Section;
import io.recurbench.reports.figure.Figure.Trace;
import io.recurbench.reports.model.Summary;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FiguresTest {
    @Test
    void withNothingNumericScoresAreDots() {
        List<Figure> figures = in(Examples.quickstart(), Section.SCORES);

        assertThat(figures).hasSize(4).allMatch(figure -> figure.kind() == Kind.DOTS);
        assertThat(figures.get(0).traces())
                .hasSize(5)
                .allMatch(trace -> trace.points().size() == 3);
    }

    @Test
    void theOptimumIsDrawnWhereItIsKnown() {
        ResultSet results = Runs.of(
                "quickstart",
                "X",
                "",
                List.of(
                        new Trials()
                                .cell("a", Map.of())
                                .bpc(2.5)
                                .metric(Metric.of("test/excess", 0.5, "bit/char", Metric.Direction.LOWER))
                                .build(),
                        new Trials().cell("b", Map.of()).bpc(2.25).build()));

        assertThat(in(results, Section.SCORES).get(0).rules()).contains(new Rule("optimum", true, 2.0, "", -1));
        assertThat(in(Examples.quickstart(), Section.SCORES))
                .allMatch(figure -> figure.rules().size() == 1);
    }

    @Test
    void lengthsShadeWhatWasTrainedOnAndShowChance() {
        List<Figure> figures = in(Examples.quickstart(), Section.LENGTHS);

        assertThat(figures).hasSize(3).allSatisfy(figure -> {
            assertThat(figure.bands()).containsExactly(new Band("trained on", 2, 10));
            assertThat(figure.rules()).containsExactly(new Rule("chance", true, 0, "", -1));
            assertThat(figure.x().log()).isTrue();
            assertThat(figure.y().to()).isEqualTo(1);
        });
        assertThat(figures.get(0).traces()).allMatch(trace -> trace.seeds().size() == 3);
    }

    @Test
    void charactersAreDrawnOverParametersBesideThePublished() {
        List<Figure> figures = in(Examples.budget(), Section.SCORES);

        assertThat(figures).singleElement().satisfies(figure -> {
            assertThat(figure.subtitle()).isEqualTo("Bits per character over parameters");
            assertThat(figure.x().log()).isTrue();
            assertThat(figure.traces()).filteredOn(trace -> !trace.published()).hasSize(4);
            assertThat(figure.traces())
                    .filteredOn(Trace::published)
                    .hasSize(4)
                    .allMatch(trace -> trace.line().size() == 6);
            assertThat(figure.traces().get(0).colour())
                    .isEqualTo(figure.traces().get(4).colour());
        });
    }

    @Test
    void aSingleSizeOfOursStandsAmongThePublishedOnes() {
        ResultSet all = Examples.budget();
        List<TrialRecord> smallest = all.trials().stream()
                .filter(trial -> trial.setting().series().get("budget").equals("8.25K"))
                .toList();
        ResultSet results = new ResultSet(all.manifests(), smallest);

        assertThat(in(results, Section.SCORES)).singleElement().satisfies(figure -> {
            assertThat(figure.subtitle()).isEqualTo("Bits per character over parameters");
            assertThat(figure.traces())
                    .filteredOn(trace -> !trace.published())
                    .hasSize(4)
                    .allMatch(trace -> trace.line().size() == 1);
            assertThat(figure.traces())
                    .filteredOn(Trace::published)
                    .hasSize(4)
                    .allMatch(trace -> trace.line().size() == 6);
        });
        Manifest manifest = all.manifests().get(0);
        ResultSet alone = Runs.of(manifest.experiment(), manifest.title(), "", smallest);
        assertThat(in(alone, Section.SCORES)).as("without the published ones").allMatch(f -> f.kind() == Kind.DOTS);
    }

    @Test
    void wordsStandSideBySide() {
        List<Figure> figures = in(Examples.activations("cpu"), Section.SCORES);

        assertThat(figures).singleElement().satisfies(figure -> {
            assertThat(figure.x().places()).containsExactly("tanh", "relu");
            assertThat(figure.traces())
                    .hasSize(2)
                    .allSatisfy(trace ->
                            assertThat(trace.line()).extracting(Figure.Point::x).containsExactly(0.0, 1.0));
            assertThat(figure.table().rows().get(1).values()).startsWith("rnn", "relu", "2.500");
        });
        assertThat(in(Examples.activations("nd4j"), Section.SCORES))
                .as("marks can't tell cells and backends apart")
                .allMatch(figure -> figure.kind() == Kind.DOTS);
    }

    @Test
    void nothingIsDrawnOverSizesThatAreOneBudget() {
        List<TrialRecord> trials = IntStream.of(8, 32, 96)
                .mapToObj(rank -> new Trials()
                        .series(Map.of("rank", (long) rank))
                        .parameters(111_000 + rank)
                        .bpc(2 + 1.0 / rank)
                        .build())
                .toList();

        assertThat(in(Runs.of("allocation", "X", "", trials), Section.SCORES))
                .extracting(Figure::subtitle)
                .containsExactly("Bits per character over rank");
    }

    @Test
    void whatLacksTheVariedNameIsALineAcross() {
        Figure overRank = in(Examples.rank(), Section.SCORES).stream()
                .filter(figure -> figure.subtitle().endsWith("over rank"))
                .findFirst()
                .orElseThrow();

        assertThat(overRank.traces()).extracting(Trace::label).containsExactly("cprnn");
        assertThat(overRank.traces().get(0).line()).hasSize(6);
        assertThat(overRank.rules()).extracting(Rule::label).containsExactlyInAnyOrder("rnn", "2rnn", "chance");
    }

    @Test
    void lateGeneralisationPutsBothSetsOnALogarithmicAxis() {
        List<Figure> figures = in(Examples.grokking(), Section.CURVES);

        assertThat(figures).singleElement().satisfies(figure -> {
            assertThat(figure.x().log()).isTrue();
            assertThat(figure.traces())
                    .extracting(Trace::label)
                    .containsExactly("two-layer, train", "two-layer, validation");
            assertThat(figure.traces()).extracting(Trace::style).containsExactly(0, 1);
        });
    }

    @Test
    void backendsAreComparedCellByCell() {
        List<Figure> figures = in(Examples.throughput(), Section.SPEED);

        assertThat(figures).hasSize(3).allSatisfy(figure -> {
            assertThat(figure.traces()).extracting(Trace::label).containsExactly("cpu", "nd4j");
            assertThat(figure.traces()).allMatch(trace -> trace.points().size() == 50);
            assertThat(figure.rules())
                    .singleElement()
                    .satisfies(rule -> assertThat(rule.label()).startsWith("cpu = nd4j at about "));
        });
    }

    @Test
    void sharesOfSeedsAreDrawnWhereThereAreEnough() {
        List<Figure> figures = in(Examples.frozenParity(), Section.SCORES);

        assertThat(figures)
                .extracting(Figure::subtitle)
                .containsExactly("Normalised accuracy over hidden", "Share of seeds that solved it over hidden");
        assertThat(figures.get(1).traces())
                .extracting(Trace::label)
                .containsExactly("bilinear-diagonal, additive none", "bilinear-diagonal, additive input");
        assertThat(in(Examples.rank(), Section.SCORES))
                .noneMatch(f -> f.subtitle().startsWith("Share"));
    }

    @Test
    void longCurvesAreThinnedAndTheCaptionSaysSo() {
        List<Figure> figures = in(Examples.thousand(), Section.CURVES);

        assertThat(figures.get(0).caption()).contains("Thinned to 28 points a curve");
        assertThat(figures)
                .allSatisfy(figure -> assertThat(figure.traces())
                        .allSatisfy(trace -> assertThat(trace.seeds()).allMatch(seed -> seed.size() <= 28)));
    }

    @Test
    void aTrainingLossOfSmoothedLabelsIsSaidToBeOne() {
        for (double smoothing : new double[] {0, 0.1}) {
            ResultSet results = Runs.of(
                    "quickstart",
                    "X",
                    "",
                    List.of(new Trials()
                            .training(Map.of("label-smoothing", smoothing))
                            .accuracy(1)
                            .curve("train/loss", "update", "nat", List.of(1.0, 2.0), List.of(1.0, 0.5))
                            .curve("validation/loss", "update", "nat", List.of(1.0, 2.0), List.of(1.0, 0.1))
                            .build()));

            String caption = in(results, Section.CURVES).get(0).caption();

            assertThat(caption.contains("smoothed labels")).as(caption).isEqualTo(smoothing > 0);
        }
    }

    @Test
    void anAccuracyBelowChanceHasRoomAndALossThatExplodesIsCut() {
        List<Double> updates =
                IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList();
        List<Double> loss = updates.stream()
                .map(u -> u == 50 ? 1e24 : u == 60 ? 1e-30 : 1 / u)
                .toList();
        ResultSet results = Runs.of(
                "quickstart",
                "X",
                "",
                List.of(new Trials()
                        .accuracy(-0.3)
                        .curve("train/loss", "update", "nat", updates, loss)
                        .curve("validation/normalised-accuracy", "update", "1", List.of(1.0, 2.0), List.of(-0.3, 0.1))
                        .build()));

        List<Figure> figures = in(results, Section.CURVES);

        assertThat(figures.get(0).y()).isEqualTo(new Figure.Axis("Loss (nats)", true, 1e-6, 100.0));
        assertThat(figures.get(0).caption()).contains("cut off");
        assertThat(figures.get(1).y().from()).isEqualTo(-0.4);
        assertThat(figures.get(1).caption()).doesNotContain("cut off");
    }

    @Test
    void oneSeedBelowChanceHasRoomToo() {
        List<TrialRecord> trials = IntStream.range(0, 3)
                .mapToObj(seed -> new Trials()
                        .seed(seed)
                        .accuracy(0.9)
                        .curve(
                                "validation/normalised-accuracy",
                                "update",
                                "1",
                                List.of(1.0, 2.0),
                                List.of(seed == 0 ? -0.3 : 0.2, 0.9))
                        .build())
                .toList();

        assertThat(in(Runs.of("quickstart", "X", "", trials), Section.CURVES))
                .singleElement()
                .satisfies(figure -> assertThat(figure.y().from()).isEqualTo(-0.4));
    }

    @ParameterizedTest
    @MethodSource
    void everyFigureHasATableWithARowPerLine(ResultSet results) {
        List<Figure> figures = Figures.of(Summary.of(results));

        assertThat(figures).extracting(Figure::id).doesNotHaveDuplicates();
        assertThat(figures).allSatisfy(figure -> {
            int columns = figure.table().header().size();
            assertThat(figure.table().rows())
                    .hasSizeGreaterThanOrEqualTo(figure.traces().size());
            assertThat(figure.table().rows()).allMatch(row -> row.values().size() == columns);
        });
    }

    static Collection<ResultSet> everyFigureHasATableWithARowPerLine() {
        Map<String, ResultSet> all = Examples.all();
        all.remove("thousand");
        return all.values();
    }

    private static List<Figure> in(ResultSet results, Section section) {
        return Figures.of(Summary.of(results)).stream()
                .filter(figure -> figure.section() == section)
                .toList();
    }
}
