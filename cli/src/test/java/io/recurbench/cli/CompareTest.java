package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recurbench.api.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code recurbench compare} over runs, and over runs in which something was planted. */
class CompareTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private Path base = Path.of("");

    @BeforeEach
    void run() throws IOException {
        base = folder.resolve("base");
        Cli.Run run = Cli.run(
                "run", Experiments.tiny(folder).toString(), "--seeds", "6", "--out", base.toString(), "--quiet");
        assertThat(run.code()).as(run.err()).isZero();
    }

    /** A copy of the run in which each record is changed. */
    private Path changed(String name, Consumer<ObjectNode> change) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name));
        Files.copy(base.resolve("manifest.json"), copy.resolve("manifest.json"));
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(base.resolve("results.jsonl"))) {
            ObjectNode record = (ObjectNode) JSON.readTree(line);
            record.put("started", "2026-11-22T10:00:00Z");
            change.accept(record);
            lines.add(record.toString());
        }
        Files.write(copy.resolve("results.jsonl"), lines);
        return copy;
    }

    private static boolean isOf(ObjectNode record, String cell) {
        return record.at("/cell/id").asText().equals(cell);
    }

    private static void score(ObjectNode record, double value) {
        ((ObjectNode) record.at("/metrics/0")).put("value", value);
    }

    /** Makes of a record a measurement of speed: 6 forks of 5 iterations. */
    private static void speed(ObjectNode record, double milliseconds, SeededRandom random) {
        record.putObject("training");
        ArrayNode samples = JSON.createArrayNode();
        for (int fork = 0; fork < 6; fork++) {
            ArrayNode iterations = samples.addArray();
            for (int iteration = 0; iteration < 5; iteration++) {
                iterations.add(milliseconds * (1 + 0.02 * Math.abs(random.nextGaussian())));
            }
        }
        record.putArray("metrics")
                .addObject()
                .put("name", "speed/time")
                .put("value", milliseconds)
                .put("unit", "ms/op")
                .put("direction", "LOWER")
                .putNull("chance")
                .set("samples", samples);
    }

    private static List<String> verdicts(Cli.Run run) {
        return run.json().at("/data/rows").findValuesAsText("verdict");
    }

    @Test
    void aRunThatRepeatsAnotherIsTheSame() throws IOException {
        Path again = folder.resolve("again");
        assertThat(Cli.run("run", folder.resolve("tiny.yaml").toString(), "--seeds=6", "--out=" + again, "--quiet")
                        .code())
                .isZero();

        Cli.Run run = Cli.run("compare", base.toString(), again.toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("rnn on parity, cpu", "2 same");
        assertThat(Cli.run("compare", base.toString(), again.toString()).out()).isEqualTo(run.out());
        Cli.Run itself = Cli.run("compare", base.toString(), base.toString());
        assertThat(itself.code()).isZero();
        assertThat(itself.err()).contains("stands on both sides");
    }

    @Test
    void aPlantedLossOfQualityEndsWithFourAndNamesTheRow() throws IOException {
        Path good = changed("good", record -> score(record, 0.9));
        Path bad = changed("bad", record -> score(record, isOf(record, "lstm") ? 0.5 : 0.9));
        Path page = folder.resolve("diff.html");
        Path comment = folder.resolve("diff.md");
        Path data = folder.resolve("diff.json");

        Cli.Run run = Cli.run(
                "compare",
                good.toString(),
                bad.toString(),
                "-w",
                page.toString(),
                "-w",
                comment.toString(),
                "-w",
                data.toString());

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("lstm on parity, cpu is worse");
        assertThat(run.out()).contains("1 worse, 1 same");
        assertThat(Files.readString(page)).contains("One regression", "lstm on parity, cpu", "<svg", "default-src");
        assertThat(Files.readString(comment)).startsWith("# 1 regression\n").contains("| lstm on parity, cpu");
        JsonNode document = JSON.readTree(data.toFile());
        assertThat(document.path("schema").asText()).isEqualTo("recurbench-comparison/1");
        assertThat(document.path("regression").asBoolean()).isTrue();
        Cli.Run json = Cli.run("compare", good.toString(), bad.toString(), "--json");
        assertThat(json.json().at("/error/kind").asText()).isEqualTo("regression");
        assertThat(verdicts(json)).containsExactly("same", "worse");
        assertThat(Cli.run("compare", bad.toString(), good.toString()).code()).isZero();
        assertThat(Cli.run("compare", good.toString(), bad.toString(), "--cell=rnn")
                        .code())
                .isZero();
    }

    @Test
    void aPlantedLossOfSpeedEndsWithFourAndAnotherMachinesSpeedIsRefused() throws IOException {
        SeededRandom random = new SeededRandom(1);
        Path fast = changed("fast", record -> speed(record, 10, random));
        Path slow = changed("slow", record -> speed(record, isOf(record, "rnn") ? 11.5 : 10, random));

        Cli.Run run = Cli.run("compare", fast.toString(), slow.toString());
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("rnn on parity, cpu is slower");

        Path manifest = slow.resolve("manifest.json");
        ObjectNode elsewhere = (ObjectNode) JSON.readTree(manifest.toFile());
        elsewhere.put("fingerprint", "0".repeat(64));
        ((ObjectNode) elsewhere.path("environment")).put("cpu.model", "Another CPU");
        Files.writeString(manifest, elsewhere.toString());
        Cli.Run refused = Cli.run("compare", fast.toString(), slow.toString());
        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.err()).contains("different environments", "Another CPU", "--allow-env-diff");
        assertThat(refused.out()).contains("refused", "2 inconclusive");
        Cli.Run allowed = Cli.run("compare", fast.toString(), slow.toString(), "--allow-env-diff");
        assertThat(allowed.code()).isEqualTo(4);
        assertThat(allowed.err()).contains("warning: the environments differ");
    }

    @Test
    void whatCannotBeMeasuredAgainIsNoConfirmedRegression() throws IOException {
        // The new side was made worse by hand: measured again, it is what it was.
        Path bad = changed("bad", record -> score(record, -0.9));

        assertThat(Cli.run("compare", base.toString(), bad.toString()).code()).isEqualTo(4);
        Cli.Run confirmed = Cli.run(
                "compare",
                base.toString(),
                bad.toString(),
                "--confirm",
                "--json",
                "--confirm-out=" + folder.resolve("runs"));
        assertThat(confirmed.code()).as(confirmed.err()).isZero();
        assertThat(verdicts(confirmed)).containsOnly("inconclusive");
        assertThat(confirmed.json().at("/data/rows/0/why").asText())
                .startsWith("not confirmed: measured again it is same");
        // The old side was better: measured again, the new one is as bad as it was.
        Path good = changed("good", record -> score(record, 1.9));
        Cli.Run again = Cli.run(
                "compare", good.toString(), base.toString(), "--confirm", "--confirm-out=" + folder.resolve("runs"));
        assertThat(again.code()).isEqualTo(4);
        assertThat(again.out()).contains("measured again:");
        Cli.Run journal = Cli.run(
                "compare", good.toString(), base.resolve("results.jsonl").toString(), "--confirm");
        assertThat(journal.code()).isEqualTo(2);
        assertThat(journal.err()).contains("--confirm needs the folder");
    }

    @Test
    void whatFailedOnTheNewSideAloneIsNamed() throws IOException {
        Path broken = changed("broken", record -> {
            if (isOf(record, "lstm") && record.at("/seeds/index").asInt() == 3) {
                record.put("outcome", "FAILED");
                record.putArray("metrics");
                record.putObject("failure")
                        .put("type", "E")
                        .put("message", "no memory")
                        .put("trace", "");
            }
        });
        Cli.Run run = Cli.run("compare", base.toString(), broken.toString());
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.out()).contains("only in new: seed 3 failed: no memory");

        Path none = changed("none", record -> score(record, 0));
        Files.writeString(
                none.resolve("results.jsonl"),
                Files.readString(none.resolve("results.jsonl")).replace("\"value\":0.0", "\"value\":\"NaN\""));
        Cli.Run nan = Cli.run("compare", base.toString(), none.toString());
        assertThat(nan.code()).isEqualTo(4);
        assertThat(nan.out()).contains("came to NaN");
    }

    @Test
    void failuresOfBothSidesAreNoResultAndNoRegression() throws IOException {
        Consumer<ObjectNode> fail = record -> {
            record.put("outcome", "FAILED");
            record.putArray("metrics");
            record.putObject("failure")
                    .put("type", "E")
                    .put("message", "no memory")
                    .put("trace", "");
        };
        Cli.Run run = Cli.run(
                "compare", changed("one", fail).toString(), changed("two", fail).toString());

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("no trial has a result on both sides");
    }

    @Test
    void whatIsNoResultIsRefusedInClearWords() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path damaged = changed("damaged", record -> {});
        Files.writeString(
                damaged.resolve("results.jsonl"),
                Files.readString(damaged.resolve("results.jsonl")).replace("\"attempt\":1", "\"attempt\":x"));
        Path later = changed("later", record -> record.put("schemaVersion", 99));
        Path other = folder.resolve("other");
        Cli.run("run", folder.resolve("tiny.yaml").toString(), "--set=cell.hidden=5", "--out=" + other, "--quiet");

        refused(2, Cli.run("compare", base.toString(), empty.toString()), "holds no run");
        refused(2, Cli.run("compare", base.toString(), folder.resolve("nowhere").toString()), "does not exist");
        refused(5, Cli.run("compare", base.toString(), damaged.toString()), "results.jsonl:1");
        refused(5, Cli.run("compare", later.toString(), base.toString()), "schemaVersion");
        refused(2, Cli.run("compare", base.toString(), other.toString()), "nothing to compare");
        refused(2, Cli.run("compare", base.toString()), "expected BASE and NEW");
        refused(2, Cli.run("compare"), "expected BASE and NEW");
        refused(
                2,
                Cli.run("compare", base.toString(), other.toString(), "--base", folder + "/./base"),
                "named twice on one side");
        refused(2, Cli.run("compare", base.toString(), base.toString(), "--task", "nothing"), "nothing to compare");
        refused(2, Cli.run("compare", base.toString(), base.toString(), "--new-backend=cpu"), "belong together");
        refused(2, Cli.run("compare", base.toString(), base.toString(), "-w", "diff.txt"), ".html, .md or .json");
        refused(
                2,
                Cli.run(
                        "compare",
                        base.toString(),
                        base.toString(),
                        "-w",
                        base.resolve("manifest.json").toString()),
                "belongs to the records of a run");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--level=0 | between 0 and 1",
                "--level=100% | between 0 and 1",
                "--min-speed=often | expected a share such as 5% or 0.05",
                "--min-quality=-1% | from 0 to below 1",
                "--only=both | quality, speed",
            })
    void sharesAreChecked(String argument, String words) {
        refused(2, Cli.run("compare", base.toString(), base.toString(), argument), words);
    }

    private static void refused(int code, Cli.Run run, String... words) {
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        Stream.of(words)
                .forEach(
                        word -> assertThat(run.err()).containsIgnoringCase(word).doesNotContain("Exception"));
    }
}
