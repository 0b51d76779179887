package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recurbench.cli.terminal.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs from the first command to the report. */
class RunTest {
    @TempDir
    private Path folder;

    private Path experiment = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void write() throws IOException {
        experiment = Experiments.tiny(folder);
        out = folder.resolve("out");
    }

    private Cli.Run run(String... more) {
        return Cli.run(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("run", experiment.toString(), "--out", out.toString()),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void aRunPrintsTheTableAndThePlaceOfTheReport() throws IOException {
        Cli.Run run = run();

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("parity").contains("rnn").contains("lstm");
        assertThat(run.out()).endsWith("Report: " + out.resolve("report.html") + "\n");
        assertThat(out.resolve("report.html")).isNotEmptyFile();
        assertThat(Files.readAllLines(out.resolve("results.jsonl"))).hasSize(2);
        assertThat(run.err())
                .contains("[1/2]")
                .contains("[2/2]")
                .doesNotContain("\u001b")
                .doesNotContain("\r");
        assertThat(Cli.run("validate", out.toString()).code()).isZero();
    }

    @Test
    void inJsonStandardOutputIsTheEnvelopeAndNothingElse() {
        JsonNode data = run("--json").json().path("data");

        assertThat(data.path("planned").asInt()).isEqualTo(2);
        assertThat(data.path("trials").findValuesAsText("outcome")).containsExactly("completed", "completed");
        assertThat(data.path("trials").get(0).path("metrics")).isNotEmpty();
        assertThat(data.path("folder").asText()).isEqualTo(out.toString());
    }

    @Test
    void quietMeansNothingButTheResult() {
        Cli.Run run = run("--quiet");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("Report: ");
        assertThat(Cli.run("resume", out.toString(), "--progress", "none").err())
                .isEmpty();
    }

    @Test
    void aRunThatCannotBeginLeavesNoFolder() throws Exception {
        // Where JMH has its lock stands a folder.
        Files.createDirectories(folder.resolve("temporary/jmh.lock"));
        String options = "-Djava.io.tmpdir=" + folder.resolve("temporary");

        Cli.Run run = Launched.run(
                folder,
                Map.of("RECURBENCH_JAVA_OPTIONS", options),
                Launched.LAUNCHER.toString(),
                "run",
                "throughput",
                "--scale",
                "smoke",
                "--cell",
                "rnn",
                "--backend",
                "cpu");

        assertThat(run.code()).as(run.err()).isEqualTo(6);
        assertThat(run.err()).contains("jmh.lock");
        assertThat(folder.resolve("runs")).isEmptyDirectory();
    }

    @Test
    void onATerminalABarIsShown() {
        Cli.Run run = Cli.run(Map.of("TERM", "xterm"), true, "run", experiment.toString(), "--out", out.toString());

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("\r").contains("2/2 100% ").doesNotContain("[1/2]");
        assertThat(run.err().split("[\r\n]", -1)).allMatch(line -> line.length() < Console.DEFAULT_COLUMNS);
    }

    @Test
    void aDryRunChecksAndRunsNothing() {
        Cli.Run run = run("--dry-run");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("rnn on parity, cpu, seed 0").contains("2 trials; nothing was run.");
        assertThat(out).doesNotExist();
    }

    @Test
    void theOrderOfArgumentsChangesNoKey() {
        List<String> one = keys("--cell", "rnn,gru", "--seeds", "2", "--set", "cell.hidden=6", "--task", "parity");
        List<String> other = keys("--set", "cell.hidden=6", "--task=parity", "--seeds=2", "--cell=gru", "--cell=rnn");

        assertThat(one).hasSize(4).containsExactlyInAnyOrderElementsOf(other);
    }

    private List<String> keys(String... more) {
        JsonNode trials = run(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(more), java.util.stream.Stream.of("--dry-run", "--json"))
                        .toArray(String[]::new))
                .json()
                .at("/data/trials");
        return trials.findValuesAsText("key");
    }

    @Test
    void jobsChangeNoResult() {
        JsonNode together = run("--jobs", "2", "--threads", "2", "--json").json();
        JsonNode alone = Cli.run(
                        "run",
                        experiment.toString(),
                        "--out",
                        folder.resolve("alone").toString(),
                        "--threads",
                        "1",
                        "--json")
                .json();

        assertThat(scores(together)).isEqualTo(scores(alone)).hasSize(2);
    }

    private static List<String> scores(JsonNode envelope) {
        List<String> scores = new ArrayList<>();
        for (JsonNode trial : envelope.at("/data/trials")) {
            for (JsonNode metric : trial.path("metrics")) {
                if (metric.path("name").asText().equals("test/normalised-accuracy")) {
                    scores.add(trial.path("key").asText() + metric);
                }
            }
        }
        return scores;
    }

    @Test
    void resumeHasNothingToDoAfterACompleteRun() {
        run();
        Cli.Run again = Cli.run("resume", out.toString(), "--json");

        assertThat(again.code()).isZero();
        assertThat(again.json().at("/data/alreadyDone").asInt()).isEqualTo(2);
    }

    @Test
    void resumeRunsWhatWasCutFromTheJournal() throws IOException {
        run();
        Path journal = out.resolve("results.jsonl");
        String lines = Files.readString(journal);
        Files.writeString(journal, lines.substring(0, lines.length() - 100));

        Cli.Run again = Cli.run("resume", out.toString());

        assertThat(again.code()).isZero();
        assertThat(again.err()).contains("warning").contains("[1/1]");
        assertThat(Cli.run("validate", out.toString()).code()).isZero();
    }

    @Test
    void aTrialThatRunsOutOfTimeIsAFailure() throws IOException {
        Cli.Run run = Cli.run(
                "run", Experiments.endless(folder).toString(), "--out", out.toString(), "--timeout", "1s", "--json");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.json().at("/data/trials/0/outcome").asText()).isEqualTo("timeout");
        assertThat(run.json().at("/error/message").asText()).contains("recurbench resume " + out);
        assertThat(run.err()).contains("timeout");
    }

    @Test
    void aReportIsMadeAgainInAnyFormat() throws IOException {
        run();
        Files.delete(out.resolve("report.html"));

        Cli.Run table = Cli.run("report", out.toString());
        assertThat(table.code()).isZero();
        assertThat(table.out()).contains("lstm").endsWith("Report: " + out.resolve("report.html") + "\n");
        assertThat(out.resolve("report.html")).isNotEmptyFile();

        assertThat(Cli.run("report", out.toString(), "--format", "markdown").out())
                .contains("| ");
        Path csv = folder.resolve("trials.csv");
        Cli.Run written = Cli.run("report", out.toString(), "--format", "csv", "--out", csv.toString());
        assertThat(written.out()).isEmpty();
        assertThat(csv).isNotEmptyFile();
        assertThat(Cli.run("report", out.toString(), "--json")
                        .json()
                        .at("/data/file")
                        .asText())
                .isEqualTo(out.resolve("report.html").toString());
    }
}
