package io.recurbench.reports.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.Reference;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.reports.example.Examples;
import io.recurbench.reports.example.Runs;
import io.recurbench.reports.example.Trials;
import java.util.List;
import java.util.Map;
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
                        assertThat(setting.example().task().options()).containsEntry("modulus", 5L));
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
        Reference reference = new Reference("A paper", "secondary", "test/accuracy", 0.7, Map.of());
        Summary summary = Summary.of(Runs.of(
                "quickstart", "X", "", List.of(new Trials().accuracy(0.5).build()), List.of(reference)));

        assertThat(summary.published().get(0).pairs())
                .extracting(Published.Pair::ours)
                .containsExactly("0.750");
    }
}
