package io.recurbench.reports.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Reference;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.reports.ConsoleTable;
import io.recurbench.reports.HtmlReport;
import io.recurbench.reports.example.Examples;
import io.recurbench.reports.example.Runs;
import io.recurbench.reports.example.Trials;
import io.recurbench.reports.figure.Figure;
import io.recurbench.reports.figure.Figures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublishedTest {
    @Test
    void standsBesideTheSettingThatItSelects() {
        Summary summary = Summary.of(Examples.budget());

        Published rnn = summary.published().get(0);
        assertThat(rnn.settings()).singleElement().satisfies(setting -> {
            assertThat(setting.cell()).isEqualTo("rnn");
            assertThat(setting.words(List.of("budget"))).isEqualTo("budget 8.25K");
        });
        assertThat(rnn.pairs()).singleElement().satisfies(pair -> {
            assertThat(pair.published()).isEqualTo("2.588");
            assertThat(pair.ours()).startsWith("2.");
            assertThat(pair.difference()).matches("[+-]0\\.\\d{3}");
        });
    }

    @Test
    void saysWhatWeHaveNotRun() {
        Published last = Summary.of(Examples.budget()).published().get(23);

        assertThat(last.settings()).isEmpty();
        assertThat(last.cell()).isEqualTo("cprnn");
        assertThat(last.task()).isEqualTo("ptb-char");
        assertThat(last.pairs()).extracting(Published.Pair::ours).containsExactly("not run");
        assertThat(last.words()).isEqualTo("budget 6.74M, cell cprnn");
    }

    @Test
    void selectsByOptionsOfTaskAndCellAsWell() {
        Reference reference = new Reference(
                "A paper",
                "published",
                "test/normalised-accuracy",
                1,
                Map.of("cell", "lstm", "modulus", 5, "task", "modular-addition"));
        Summary summary = Summary.of(Runs.of(
                "quickstart",
                "X",
                "",
                List.of(
                        new Trials()
                                .task("modular-addition", Map.of("modulus", 5L))
                                .accuracy(0.5)
                                .build(),
                        new Trials()
                                .task("modular-addition", Map.of("modulus", 3L))
                                .accuracy(0.5)
                                .build()),
                List.of(reference)));

        assertThat(summary.published().get(0).settings())
                .singleElement()
                .satisfies(setting ->
                        assertThat(setting.example().setting().task().options()).containsEntry("modulus", 5L));
    }

    @Test
    void meansALabelBeforeAnId() {
        List<TrialRecord> trials = List.of(
                new Trials().series(Map.of("cell", "lstm")).accuracy(1).build(),
                new Trials()
                        .series(Map.of("cell", "small lstm"))
                        .cell("lstm", Map.of("hidden", 8L))
                        .accuracy(0.5)
                        .build());

        assertThat(settings(trials, "lstm")).containsExactly("lstm");
        assertThat(settings(trials.subList(1, 2), "lstm")).containsExactly("small lstm");
    }

    private static List<String> settings(List<TrialRecord> trials, String cell) {
        Reference reference =
                new Reference("A paper", "published", "test/normalised-accuracy", 1, Map.of("cell", cell));
        Summary summary = Summary.of(Runs.of("quickstart", "X", "", trials, List.of(reference)));
        return summary.published().get(0).settings().stream().map(Setting::cell).toList();
    }

    @Test
    void comparesTheMetricThatItNames() {
        Summary summary = summary("test/accuracy", 0.7, new Trials().accuracy(0.5));

        assertThat(summary.published().get(0).pairs())
                .extracting(Published.Pair::ours)
                .containsExactly("0.750");
    }

    @Test
    void standsInARowInTheMetricOfTheRow() {
        // Guessing has an accuracy of a half.
        assertThat(beside("test/accuracy", 0.7, new Trials().accuracy(0.5)))
                .containsExactly("0.400 S (from accuracy 0.700)");
        assertThat(beside("test/normalised-accuracy", 0.7, new Trials().accuracy(0.5)))
                .containsExactly("0.700 S");
        assertThat(beside("test/loss", 1.25, new Trials().bpc(2))).containsExactly("1.803 S (from loss 1.25)");
    }

    @Test
    void doesNotStandInARowOfAnotherMeasure() {
        Trials bits = new Trials().bpc(2);
        assertThat(beside("test/accuracy", 0.7, bits)).isEmpty();
        assertThat(beside("test/sequence-accuracy", 0.7, new Trials().accuracy(0.5)))
                .isEmpty();
        assertThat(beside("validation/accuracy", 0.7, new Trials().accuracy(0.5)))
                .isEmpty();
        assertThat(beside("validation/loss", 1.25, new Trials().bpc(2))).isEmpty();
        Trials withoutChance = new Trials()
                .metric(new Metric("test/normalised-accuracy", 0.5, "1", Metric.Direction.HIGHER, 0.0, List.of()));
        assertThat(beside("test/accuracy", 0.7, withoutChance)).isEmpty();
        assertThat(summary("test/accuracy", 0.7, new Trials().bpc(2)).published())
                .as("the table of published values has it")
                .hasSize(1);
    }

    @Test
    void figuresAndTablesHaveTheConvertedValueToo() throws IOException {
        ResultSet results = results(
                "test/accuracy",
                0.7,
                new Trials().cell("lstm", Map.of()).accuracy(0.5),
                new Trials().cell("gru", Map.of()).accuracy(0.6));

        assertThat(ConsoleTable.of(results, 100, Set.of())).contains("0.400 S (from accuracy 0.700)");
        assertThat(Figures.of(Summary.of(results)).get(0).traces())
                .filteredOn(Figure.Trace::published)
                .hasSize(2)
                .allSatisfy(trace -> assertThat(trace.points().get(0).y()).isCloseTo(0.4, within(1e-12)));
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        new HtmlReport().write(results, page);
        assertThat(page.toString(StandardCharsets.UTF_8))
                .contains("0.400 <abbr>S</abbr> <small>from accuracy 0.700</small>")
                .doesNotContain("0.700 <abbr>S</abbr>");
    }

    private static List<String> beside(String metric, double value, Trials trial) {
        return summary(metric, value, trial)
                .matrices()
                .get(0)
                .rows()
                .get(0)
                .entries()
                .get(0)
                .orElseThrow()
                .published()
                .stream()
                .map(Beside::text)
                .toList();
    }

    private static Summary summary(String metric, double value, Trials trial) {
        return Summary.of(results(metric, value, trial));
    }

    private static ResultSet results(String metric, double value, Trials... trials) {
        return Runs.of(
                "quickstart",
                "X",
                "",
                Stream.of(trials).map(Trials::build).toList(),
                List.of(new Reference("A paper", "secondary", metric, value, Map.of())));
    }
}
