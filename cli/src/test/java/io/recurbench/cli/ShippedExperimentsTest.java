package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is shipped can be planned at every scale, also at those that no machine of ours runs to the end. */
class ShippedExperimentsTest {
    /** Experiments on text, whose files are not part of the project. */
    private static final String ON_TEXT = "cprnn/";

    static Stream<Arguments> scales() {
        List<Arguments> scales = new ArrayList<>();
        for (JsonNode experiment :
                Cli.run("list", "experiments", "--json").json().path("data")) {
            String id = experiment.path("id").asText();
            if (!id.startsWith(ON_TEXT)) {
                experiment.path("scales").forEach(scale -> scales.add(Arguments.of(id, scale.asText())));
            }
        }
        return scales.stream();
    }

    @ParameterizedTest
    @MethodSource("scales")
    void canBePlanned(String experiment, String scale) {
        Cli.Run run = Cli.run("run", experiment, "--scale", scale, "--dry-run");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).containsPattern("[1-9]\\d* trials?; nothing was run.");
    }
}
