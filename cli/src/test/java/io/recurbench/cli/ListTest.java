package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recurbench.cli.terminal.Console;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListTest {
    @ParameterizedTest
    @CsvSource({
        "cells, cprnn",
        "tasks, parity",
        "backends, cpu",
        "suites, ptb",
        "suites, text",
        "experiments, quickstart",
        "reports, html"
    })
    void everyKindIsListed(String kind, String id) {
        Cli.Run text = Cli.run("list", kind);
        assertThat(text.code()).isZero();
        assertThat(text.out()).containsPattern("(?m)^" + id + " ");
        assertThat(text.err()).isEmpty();
        assertThat(text.out().lines()).allMatch(line -> line.length() <= Console.DEFAULT_COLUMNS);

        JsonNode data = Cli.run("list", kind, "--json").json().path("data");
        assertThat(data.findValuesAsText("id")).contains(id);
    }

    @Test
    void aCellIsShownWithItsOptions() {
        Cli.Run run = Cli.run("list", "cells", "cprnn");

        assertThat(run.out()).contains("rank = 32").contains("whole number").contains("one of tanh, sigmoid");
        JsonNode options = Cli.run("list", "cells", "cprnn", "--json").json().at("/data/0/options");
        JsonNode hidden = options.get(0);
        assertThat(hidden.path("name").asText()).isEqualTo("hidden");
        assertThat(hidden.path("type").asText()).isEqualTo("integer");
        assertThat(hidden.path("default").isIntegralNumber()).isTrue();
        assertThat(hidden.path("minimum").asInt()).isEqualTo(1);
        assertThat(hidden.path("description").asText()).isNotBlank();
    }

    @Test
    void aBackendSaysWhetherItIsAvailable() {
        JsonNode cpu = Cli.run("list", "backends", "cpu", "--json").json().at("/data/0");

        assertThat(cpu.at("/availability/available").asBoolean()).isTrue();
        assertThat(cpu.at("/availability/facts")).isNotEmpty();
        assertThat(cpu.path("determinism").asText()).isEqualTo("bitwise");
    }

    @ParameterizedTest
    @CsvSource({
        "cells, lstmm, lstm",
        "tasks, parita, parity",
        "backends, cpus, cpu",
        "experiments, quikstart, quickstart"
    })
    void anUnknownIdIsNamedWithTheNearest(String kind, String wrong, String right) {
        Cli.Run run = Cli.run("list", kind, wrong);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("'" + wrong + "', did you mean '" + right + "'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plugins", "env", "doctor"})
    void whatLooksAtTheMachineAnswersInJsonAndText(String verb) {
        Cli.Run text = Cli.run(verb);
        assertThat(text.code()).isZero();
        assertThat(text.out()).isNotBlank();
        assertThat(Cli.run(verb, "--json").json().path("data")).isNotEmpty();
    }

    @Test
    void theDoctorFindsAMissingDataFolder() {
        Cli.Run run = Cli.run(Map.of("RECURBENCH_DATA", "/nowhere"), false, "doctor", "--json");

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.json().at("/data/diagnoses").findValuesAsText("state")).contains("broken");
        assertThat(List.of(run.out())).allMatch(out -> out.contains("/nowhere"));
    }

    @Test
    void completionKnowsTheIdsOfPlugins() {
        assertThat(Cli.run("completion").out())
                .contains("\"cprnn\"")
                .contains("\"parity\"")
                .contains("\"quickstart\"")
                .contains("\"cpu\"");
    }
}
