package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class ParityTest {
    @Test
    void aCellOnTheCpuAgreesWithTheReference() {
        Cli.Run run = Cli.run("parity", "--backend", "cpu", "--cell", "rnn", "--json");

        assertThat(run.code()).isZero();
        JsonNode comparison = run.json().at("/data/comparisons/0");
        assertThat(comparison.path("verdict").asText()).isEqualTo("conforming");
        assertThat(comparison.path("cases").size()).isGreaterThan(5);
        assertThat(run.err()).contains("cpu rnn: conforming");
    }

    @Test
    void aRuleIsTriedOnABackendAndOneCaseIsRepeated() {
        JsonNode findings = Cli.run("parity", "--backend=cpu", "--cell=gru", "--rule=B2", "--brief", "--json")
                .json()
                .at("/data/findings");
        assertThat(findings.size()).isGreaterThan(1);

        String name = findings.get(1).path("caseName").asText();
        Cli.Run again = Cli.run("parity", "--backend=cpu", "--cell=gru", "--rule=B2", "--brief", "--case", name);
        assertThat(again.code()).isZero();
        assertThat(again.out()).isEqualTo("1 passed, 0 failed, 0 skipped\n");
    }

    @Test
    void rulesForCellsNeedTheCell() {
        Cli.Run run = Cli.run("parity", "--cell", "rnn", "--rule", "C3");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains(" 0 failed");
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThat(Cli.run("parity", "--backend", "cpuu").err()).contains("did you mean 'cpu'?");
        assertThat(Cli.run("parity", "--backend", "cpu", "--rule", "B999").err())
                .contains("no rule 'B999'");
        assertThat(Cli.run("parity", "--case", "x").code()).isEqualTo(2);
    }
}
