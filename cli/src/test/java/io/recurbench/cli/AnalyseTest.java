package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Analysis of what a run has kept, and of what became of it since. */
class AnalyseTest {
    private static Path made = Path.of("");
    private static String name = "";

    @TempDir
    private Path folder;

    private Path out = Path.of("");
    private Path rnn = Path.of("");

    @BeforeAll
    static void run(@TempDir Path folder) throws IOException {
        made = folder.resolve("out");
        Path tiny = Experiments.tiny(folder);
        JsonNode trials = Cli.run("run", tiny.toString(), "--out", made.toString(), "--json")
                .json()
                .at("/data/trials");
        assertThat(trials.path(0).path("cell").asText()).isEqualTo("rnn");
        name = "checkpoints/" + trials.path(0).path("key").asText() + ".safetensors";
    }

    @BeforeEach
    void copy() throws IOException {
        out = folder.resolve("out");
        rnn = out.resolve(name);
        try (Stream<Path> files = Files.walk(made)) {
            for (Path file : files.toList()) {
                Files.copy(file, out.resolve(made.relativize(file).toString()));
            }
        }
    }

    private Cli.Run analyse(String... more) {
        return Cli.run(Stream.concat(Stream.of("analyse", out.toString(), "--ranks", "1"), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void saysWhyACellHasNoTensor() {
        Cli.Run run = analyse();

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("transition tensor: 2 x 4 x 4")
                .contains("none: the step of lstm is not affine in its states h and c");
        assertThat(Cli.run("validate", out.toString()).code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"input\":\"2\" | \"input\":\"two\" | its metadata 'input' is two, expected a whole number",
                "\"input\":\"2\" | \"input\":\"0\" | its metadata 'input' is 0",
                "\"output\":\"2\" | \"output\":\"2147483648\" | its metadata 'output' is 2147483648",
                "\"output\":\"2\" | \"outlet\":\"2\" | its metadata 'output' is missing",
                "\"input\":\"2\" | \"input\":\"9\" | it has 8 entries of parameter 'U', expected 36",
                "\"V\": | \"W\": | it has no parameter 'V', expected 16",
                "[0,64] | [64,0] | does not fit its place",
                "[4,4] | [4,400000000] | does not fit its place",
            })
    void aDamagedCheckpointIsNamedAndTakesNoOtherWithIt(String from, String to, String words) throws IOException {
        rewrite(header -> header.replace(from, to));

        Cli.Run run = analyse("--json");

        assertThat(run.code()).as(run.err()).isEqualTo(5);
        assertThat(run.err()).contains("1 of 2 trials could not be analysed", rnn.toString(), words);
        assertThat(run.json().at("/data/analyses").findValuesAsText("label")).containsExactly("parity, lstm, seed 0");
    }

    @Test
    void parametersThatAreNotFiniteAreNamed() throws IOException {
        byte[] bytes = Files.readAllBytes(rnn);
        Arrays.fill(bytes, bytes.length - 8, bytes.length, (byte) 0xff);
        Files.write(rnn, bytes);

        Cli.Run run = analyse("--cell", "rnn");

        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err()).contains(rnn.toString(), "is NaN at entry");
    }

    @Test
    void aCheckpointOfManyGigabytesIsMeasuredByItsHeader() throws IOException {
        try (FileChannel channel = FileChannel.open(rnn, StandardOpenOption.WRITE)) {
            // A hole: it takes no room on the disk.
            channel.write(ByteBuffer.wrap(new byte[1]), 3L << 30);
        }

        Cli.Run run = analyse("--cell", "rnn");

        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err())
                .contains(rnn.toString(), "its header describes 152 bytes of tensors, and the file has 3221");
    }

    @Test
    void aCellThatIsNotAmongThePluginsIsPassedOver() throws IOException {
        Path journal = out.resolve("results.jsonl");
        Files.writeString(
                journal,
                Files.readString(journal).replace("\"cell\":{\"id\":\"rnn\"", "\"cell\":{\"id\":\"acme:rnn\""));

        Cli.Run validated = Cli.run("validate", out.toString());
        assertThat(validated.code()).isZero();
        assertThat(validated.out()).contains("warning: /cell: no cell 'acme:rnn'", "[plugin.unknown]", ": valid");
        Cli.Run run = analyse();
        assertThat(run.code()).isEqualTo(6);
        assertThat(run.err()).contains("no cell 'acme:rnn'");
        assertThat(run.out()).contains("lstm");
    }

    @Test
    void optionsThatThePluginRefusesAreSaidByBoth() throws IOException {
        Path journal = out.resolve("results.jsonl");
        Files.writeString(journal, Files.readString(journal).replace("\"hidden\":4", "\"hidden\":0"));

        assertThat(Cli.run("validate", out.toString()).out()).contains("warning: /cell: cell 'rnn': option 'hidden'");
        assertThat(analyse().err()).contains("option 'hidden' expects a whole number");
    }

    private void rewrite(UnaryOperator<String> change) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(rnn)).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) bytes.getLong();
        String header = new String(bytes.array(), 8, length, StandardCharsets.UTF_8);
        byte[] changed = change.apply(header).getBytes(StandardCharsets.UTF_8);
        assertThat(changed).isNotEqualTo(header.getBytes(StandardCharsets.UTF_8));
        ByteBuffer file = ByteBuffer.allocate(bytes.capacity() - length + changed.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(changed.length)
                .put(changed)
                .put(bytes.array(), 8 + length, bytes.capacity() - 8 - length);
        Files.write(rnn, file.array());
    }
}
