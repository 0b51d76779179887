package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recurbench.cli.terminal.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs a command line inside the test's JVM and keeps what it wrote. */
final class Cli {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Cli() {}

    /**
     * How a command line ended.
     *
     * @param code the exit code
     * @param out standard output
     * @param err standard error
     */
    record Run(int code, String out, String err) {

        /** Standard output as exactly one JSON document in the envelope, with the exit code of the process. */
        JsonNode json() {
            try {
                JsonNode node = STRICT.readTree(out);
                assertThat(node.fieldNames())
                        .toIterable()
                        .containsExactly("schema", "command", "status", "exitCode", "data", "error", "warnings");
                assertThat(node.path("exitCode").asInt()).isEqualTo(code);
                assertThat(node.path("status").asText()).isEqualTo(code == 0 ? "ok" : "error");
                assertThat(node.path("error").isNull()).isEqualTo(code == 0);
                return node;
            } catch (IOException e) {
                throw new UncheckedIOException("not one JSON document: " + out, e);
            }
        }
    }

    /** The commands that do something, in the order of the help. */
    static List<String> verbs() {
        return Commands.all(console(new ByteArrayOutputStream(), new ByteArrayOutputStream(), Map.of(), false))
                .getSubcommands()
                .keySet()
                .stream()
                .filter(name -> !name.equals("help"))
                .toList();
    }

    /** Runs with neither terminal nor variables. */
    static Run run(String... arguments) {
        return run(Map.of(), false, arguments);
    }

    /** Runs with these variables, and on a terminal or not. */
    static Run run(Map<String, String> environment, boolean terminal, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new Application(console(out, err, environment, terminal), arguments).run();
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Console console(
            OutputStream out, OutputStream err, Map<String, String> environment, boolean terminal) {
        return new Console(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                terminal,
                true,
                Console.DEFAULT_COLUMNS,
                environment);
    }
}
