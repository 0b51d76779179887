package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Misbehaving;
import com.fasterxml.jackson.databind.JsonNode;
import io.recurbench.api.cell.Cell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the compiler makes of a cell, asked for on the command line. */
class ShowTest {
    /** T x B is 50 x 128 whatever the seed; 5 tokens are read and predicted. */
    private static final List<String> RNN =
            List.of("show", "rnn", "--task", "training-step", "--set", "task.vocabulary=5", "--set", "cell.hidden=4");

    private static Cli.Run show(List<String> first, String... more) {
        return Cli.run(Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void theTextHasCostParametersAndStages() {
        Cli.Run run = show(RNN);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("T x B = 6,400 positions", "VOCABULARY 5, SEQUENCE 6,400")
                .containsPattern("(?m)^training, operations in matrix products +" + number(3 * 6400 * (32 + 40)) + "$")
                .containsPattern("(?m)^  LOOP_FORWARD of h +" + number(6400 * 32) + "$")
                .containsPattern("(?m)^evaluation, .* " + number(6400 * (32 + 40)) + "$")
                .contains("parameters: 65, trained: 65", "  V[4, 4] ~ Uniform[limit=0.5]")
                .contains("    v9 STEP[4] = vectorMatrix(v8, v1: 4x4)");
    }

    @Test
    void theSameStandsInJson() {
        JsonNode model = show(RNN, "--json").json().at("/data/models/0");

        assertThat(model.at("/cell/options/hidden").asInt()).isEqualTo(4);
        assertThat(model.path("positions").asInt()).isEqualTo(6400);
        assertThat(model.path("parameterCount").asInt()).isEqualTo(65);
        assertThat(model.path("parameters").findValuesAsText("name"))
                .containsExactly("V", "U", "b", "readout.W", "readout.b");
        assertThat(sum(model.path("parameters"), "size")).isEqualTo(65);
        assertThat(model.at("/training/productOperations").asLong())
                .isEqualTo(3 * 6400 * (32 + 40))
                .isEqualTo(sum(model.at("/training/stages"), "productOperations"));
        JsonNode loop = model.at("/training/stages/1");
        assertThat(loop.path("kind").asText()).isEqualTo("LOOP_FORWARD");
        assertThat(loop.path("states").get(0).asText()).isEqualTo("h");
        JsonNode product = loop.at("/operations/1");
        assertThat(product.path("text").asText()).isEqualTo("vectorMatrix(v8, v1: 4x4)");
        assertThat(product.path("space").asText()).isEqualTo("STEP");
        assertThat(product.path("rows").asInt()).isEqualTo(6400);
        assertThat(product.path("width").asInt()).isEqualTo(4);
        assertThat(product.path("productOperations").asLong()).isEqualTo(6400 * 32);
        assertThat(model.path("keptBytes").asLong()).isPositive();
        assertThat(model.path("memoryBytes").asLong())
                .isGreaterThan(model.path("keptBytes").asLong());
    }

    @Test
    void ofAListEachModelIsShownOnce() {
        JsonNode models = show(
                        RNN,
                        "--set",
                        "cell.hidden=[2,3]",
                        "--set",
                        "cell.layers=2",
                        "--set",
                        "seeds=3",
                        "--set",
                        "training.learning-rate=[0.1,0.2]",
                        "--json")
                .json()
                .at("/data/models");

        assertThat(models).hasSize(2);
        assertThat(models.get(1).at("/cell/options/hidden").asInt()).isEqualTo(3);
        assertThat(models.get(1).path("states").findValuesAsText("name")).containsExactly("0.h", "1.h");
    }

    @Test
    void withoutATaskItIsShownOnOneThatNeedsNoFile() {
        Cli.Run run = Cli.run("show", "lstm", "--set", "training.batch=2");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).containsPattern("(?m)^task +parity, ").contains("input tokens[2], output classes[2]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "show                                       | 2 | Missing required parameter: 'CELL'",
                "show lstmm                                 | 2 | no cell 'lstmm', did you mean 'lstm'?",
                "show lstm --task parita                    | 2 | no task 'parita', did you mean 'parity'?",
                "show lstm --set cell.hiden=3               | 2 | cell.hiden: no cell of the experiment has option 'hiden',"
                        + " did you mean 'hidden'?",
                "show lstm --set cell.hidden=-1             | 2 | option 'hidden' expects a whole number from 1",
                "show lstm --set training.batch=0           | 2 | option 'batch' expects a whole number from 1",
                "show lstm --set hidden=3                   | 2 | hidden: unknown path",
                "show lstm --tusk parity                    | 2 | unknown option '--tusk', did you mean '--task'?",
                "show lstm gru                              | 2 | unexpected argument 'gru'",
                "show lstm --task ptb-char                  | 6 | needs ptb.train.txt",
                "show lstm --data /nowhere                  | 6 | the data folder /nowhere is not there",
            })
    void whatIsWrongIsSaidAsARunSaysIt(String line, int code, String message) {
        Cli.Run run = Cli.run(line.strip().split(" +", -1));

        assertThat(run.code()).isEqualTo(code);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aCellThatThrowsIsNamed(@TempDir Path folder) throws IOException {
        TestPlugins plugins = TestPlugins.of(folder, Map.of(Cell.class, List.of(Misbehaving.Throws.class)));
        try {
            Cli.Run run = Cli.run("show", "acme:throws", "--json");

            assertThat(run.code()).isEqualTo(6);
            assertThat(run.json().at("/error/message").asText())
                    .contains("cell 'acme:throws'", "define threw IllegalStateException");
        } finally {
            plugins.close();
        }
    }

    private static long sum(JsonNode items, String field) {
        long sum = 0;
        for (JsonNode item : items) {
            sum += item.path(field).asLong();
        }
        return sum;
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
