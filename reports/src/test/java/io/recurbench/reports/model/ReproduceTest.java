package io.recurbench.reports.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.reports.example.Examples;
import io.recurbench.reports.example.Runs;
import io.recurbench.reports.example.Trials;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReproduceTest {
    @Test
    void narrowsTheExperimentDownToTheTrial() {
        Setting setting = Summary.of(Runs.of(
                        "quickstart",
                        "X",
                        "",
                        List.of(new Trials()
                                .series(Map.of("cell", "small one", "task", "parity", "budget", "8.25K", "rank", 4L))
                                .seed(2)
                                .accuracy(1)
                                .build())))
                .settings()
                .get(0);

        assertThat(Reproduce.command(setting, setting.example()))
                .isEqualTo("recurbench run experiment.yaml --task parity --cell 'small one' --backend cpu"
                        + " --set 'seeds=[2]' --set 'where={budget: \"8.25K\", rank: 4}' --out again/"
                        + Reproduce.shortKey(setting.example()));
    }

    @Test
    void namesWhatTheSeriesDoesNot() {
        Setting setting = Summary.of(Examples.bestOf()).settings().get(1);

        assertThat(Reproduce.command(setting, setting.example())).contains("--set training.learning-rate=1.0E-4 ");
    }

    @Test
    void nothingInANameEscapesTheQuotes() {
        Setting setting = Summary.of(Runs.of(
                        "quickstart",
                        "X",
                        "",
                        List.of(new Trials()
                                .cell("a'; rm -rf ~ #", Map.of())
                                .accuracy(1)
                                .build())))
                .settings()
                .get(0);

        assertThat(Reproduce.command(setting, setting.example())).contains("--cell 'a'\\''; rm -rf ~ #'");
    }
}
