package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code recurbench submit check} and {@code recurbench verify}, on results as they are and on some that were changed. */
class SubmissionTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private Path run = Path.of("");

    @BeforeEach
    void run() throws IOException {
        run = folder.resolve("run");
        Cli.Run made = Cli.run(
                "run",
                Experiments.tiny(folder).toString(),
                "--seeds",
                "3",
                "--backend",
                "cpu",
                "--out",
                run.toString(),
                "--quiet");
        assertThat(made.code()).as(made.err()).isZero();
    }

    /** A copy of the run whose records and manifest are changed. */
    private Path changed(String name, Consumer<ObjectNode> record, Consumer<ObjectNode> manifest) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(name));
        ObjectNode facts =
                (ObjectNode) JSON.readTree(run.resolve("manifest.json").toFile());
        manifest.accept(facts);
        Files.writeString(copy.resolve("manifest.json"), facts.toString());
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("results.jsonl"))) {
            ObjectNode trial = (ObjectNode) JSON.readTree(line);
            record.accept(trial);
            lines.add(trial.toString());
        }
        Files.write(copy.resolve("results.jsonl"), lines);
        return copy;
    }

    private static List<String> rules(Cli.Run run) {
        return run.json().at("/data/findings").findValuesAsText("rule");
    }

    @Test
    void whatTheCheckerCountsIsWhatTheBoardCounts() throws IOException {
        Cli.Run check = Cli.run("submit", "check", run.toString(), "--json");
        assertThat(check.code()).as(check.err()).isZero();
        Path site = folder.resolve("site");
        Cli.run("leaderboard", "build", run.toString(), "--out", site.toString());
        JsonNode board = JSON.readTree(site.resolve("leaderboard.json").toFile());

        assertThat(check.json().at("/data/counts")).isEqualTo(board.path("counts"));
        assertThat(check.json().at("/data/board/quality").findValuesAsText("id"))
                .isEqualTo(board.path("quality").findValuesAsText("id"));
        assertThat(check.json().at("/data/counts/scored").asInt()).isEqualTo(6);
    }

    private Cli.Run checkedOn(String name, String task, String file, String digest) throws IOException {
        Path results = changed(
                name,
                record -> {
                    ((ObjectNode) record.path("task")).put("id", task);
                    record.putObject("dataDigests").put(file, digest);
                },
                manifest -> {});
        return Cli.run("submit", "check", results.toString(), "--json");
    }

    @Test
    void dataThatNobodyElseHasAreFound() throws IOException {
        String test = "dd65dff31e70846b2a6030a87482edcd5d199130cdcfa1f3dccbb033728deee0";
        Cli.Run right = checkedOn("right", "ptb-char", "ptb.test.txt", test);
        assertThat(rules(right)).doesNotContain("data.altered", "data.unknown");
        assertThat(right.json().at("/data/counts/scored").asInt()).isEqualTo(6);
        Cli.Run altered = checkedOn("altered", "ptb-char", "ptb.test.txt", test.replace('d', 'e'));
        assertThat(altered.code()).isEqualTo(5);
        assertThat(rules(altered)).contains("data.altered");
        assertThat(altered.json().at("/data/counts/scored").asInt()).isZero();
        Cli.Run own = checkedOn("own", "text-char", "text", test);
        assertThat(rules(own)).contains("data.unknown").doesNotContain("data.altered");
        assertThat(own.json().at("/data/counts/scored").asInt()).isEqualTo(6);
    }

    /** Classes of a folder have no digest. */
    @Test
    void aJarWithoutADigestIsADoubtAndAnErrorToTheStrict() throws IOException {
        Path folders = changed(
                "folders",
                record -> {},
                manifest -> manifest.path("plugins").forEach(plugin -> ((ObjectNode) plugin).put("sha256", "")));
        Cli.Run check = Cli.run("submit", "check", folders.toString(), "--json");

        assertThat(check.code()).as(check.err()).isZero();
        assertThat(rules(check)).contains("jar.unknown");
        assertThat(Cli.run("submit", "check", folders.toString(), "--strict").code())
                .isEqualTo(5);
    }

    @Test
    void theBoardShowsWhoKeepsTheRulesOfTheKit() throws IOException {
        Path absent = proved("absent", null, null);
        assertThat(rules(Cli.run("submit", "check", absent.toString(), "--json")))
                .contains("conformance.absent")
                .doesNotContain("conformance.broken");
        assertThat(board(absent)).contains(">no record<").contains("no record of conformance");

        Path conforms = proved("conforms", record(0, "[]"), record(0, "[]"));
        assertThat(rules(Cli.run("submit", "check", conforms.toString(), "--json")))
                .doesNotContain("conformance.absent", "conformance.broken");
        assertThat(board(conforms)).contains(">conforms<").contains("conforms: 100 cases passed; full, kit 0.1.0");

        Path breaks = proved("breaks", record(0, "[]"), record(2, "[\"B2\"]"));
        Cli.Run check = Cli.run("submit", "check", breaks.toString(), "--json");
        assertThat(check.code()).isEqualTo(5);
        assertThat(rules(check)).contains("conformance.broken").doesNotContain("conformance.absent");
        assertThat(board(breaks)).contains(">breaks rules<").contains("breaks B2: 100 cases passed, 2 failed");
    }

    /** The run as if its jars had these records. */
    private Path proved(String name, @Nullable JsonNode cells, @Nullable JsonNode backends) throws IOException {
        return changed(name, record -> {}, manifest -> {
            for (JsonNode plugin : manifest.path("plugins")) {
                JsonNode record = plugin.path("kind").asText().equals("backend") ? backends : cells;
                ((ObjectNode) plugin).put("sha256", "b".repeat(64)).remove("conformance");
                if (record != null) {
                    ((ObjectNode) plugin).set("conformance", record);
                }
            }
        });
    }

    private static JsonNode record(int failed, String broken) throws IOException {
        return JSON.readTree("{\"passed\":100,\"failed\":" + failed + ",\"skipped\":0,\"broken\":" + broken
                + ",\"extent\":\"full\",\"kit\":\"0.1.0\",\"device\":{},\"digest\":\"" + "d".repeat(64) + "\"}");
    }

    private String board(Path results) throws IOException {
        Path site = folder.resolve("site of " + results.getFileName());
        assertThat(Cli.run("leaderboard", "build", results.toString(), "--out", site.toString())
                        .code())
                .isZero();
        try (Stream<Path> pages = Files.list(site.resolve("quality"))) {
            return Files.readString(pages.findFirst().orElseThrow());
        }
    }

    @Test
    void eachFaultHasItsRule() throws IOException {
        Path seeds = changed("seeds", record -> {}, manifest -> {});
        List<String> lines = Files.readAllLines(seeds.resolve("results.jsonl"));
        lines.removeIf(line -> line.contains("\"index\":1"));
        Files.write(seeds.resolve("results.jsonl"), lines);
        Cli.Run missing = Cli.run("submit", "check", seeds.toString(), "--json");
        assertThat(missing.code()).isEqualTo(5);
        assertThat(rules(missing)).contains("seed.missing", "trial.missing");

        Path empty = changed(
                "empty",
                record -> {},
                manifest -> ((ObjectNode) manifest.path("environment")).put("cpu.model", "unknown"));
        assertThat(rules(Cli.run("submit", "check", empty.toString(), "--json")))
                .contains("field.empty");

        Path speed = changed("both/speed", record -> record.putObject("training"), manifest -> {
            manifest.put("fingerprint", "a".repeat(64));
            manifest.path("plugins").forEach(plugin -> ((ObjectNode) plugin).put("sha256", "b".repeat(64)));
        });
        Files.createDirectories(folder.resolve("both/quality"));
        for (String file : List.of("manifest.json", "results.jsonl")) {
            Files.copy(run.resolve(file), folder.resolve("both/quality").resolve(file));
        }
        Cli.Run both = Cli.run("submit", "check", speed.getParent().toString(), "--json");
        assertThat(both.code()).isEqualTo(5);
        assertThat(rules(both)).contains("environment.differs", "jar.differs", "conformance.missing");
    }

    private Cli.Run verify(Path place, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "verify", place.toString(), "--out", folder.resolve("again").toString(), "--json"));
        arguments.addAll(List.of(more));
        return Cli.run(arguments.toArray(String[]::new));
    }

    @Test
    void anHonestRunAgreesBitForBit() {
        Cli.Run verified = verify(run, "--sample", "5");
        assertThat(verified.code()).as(verified.err()).isZero();
        assertThat(verified.json().at("/data/agree").asInt()).isEqualTo(5);
        assertThat(verified.json().at("/data/trials").findValuesAsText("why")).containsOnly("bit for bit");
        // The same seed draws the same trials, another one others.
        assertThat(keys(verify(run, "--sample", "2"))).isEqualTo(keys(verified).subList(0, 2));
        assertThat(keys(verify(run, "--sample", "2", "--seed", "3")))
                .isNotEqualTo(keys(verified).subList(0, 2));
    }

    private static List<String> keys(Cli.Run run) {
        return run.json().at("/data/trials").findValuesAsText("key");
    }

    @Test
    void aDoctoredScoreIsFound() throws IOException {
        Path doctored = changed(
                "doctored",
                record -> {
                    ObjectNode score = (ObjectNode) record.at("/metrics/0");
                    score.put("value", Math.nextUp(score.path("value").asDouble()));
                },
                manifest -> {});
        Cli.Run verified = verify(doctored, "--sample", "1");
        assertThat(verified.code()).isEqualTo(5);
        assertThat(verified.json().at("/data/trials/0/kind").asText()).isEqualTo("DIFFERS");
        assertThat(verified.json().at("/data/trials/0/why").asText()).contains("in the record and");

        Path made = changed(
                "made-up",
                record -> record.put("key", record.path("key").asText().replace('a', 'b')),
                manifest -> {});
        assertThat(verify(made, "--sample", "1").json().at("/data/trials/0/why").asText())
                .contains("has no such trial");

        // Of another kind of device no bits are promised, but scores within the tolerance are.
        Path other = changed("other", record -> record.putObject("device").put("vector bits", "4096"), manifest -> {});
        Cli.Run within = verify(other, "--sample", "2");
        assertThat(within.code()).as(within.err()).isZero();
        assertThat(within.json().at("/data/trials/0/why").asText()).contains("since the devices differ");
    }

    @Test
    void whatCannotBeRunHereIsSaid() throws IOException {
        Path foreign = changed(
                "foreign",
                record -> ((ObjectNode) record.path("backend")).put("id", "acme:gpu"),
                manifest -> manifest.put(
                        "resolvedExperiment",
                        manifest.path("resolvedExperiment").asText().replace("cpu", "\"acme:gpu\"")));
        Cli.Run verified = verify(foreign, "--sample", "2");
        assertThat(verified.code()).isEqualTo(6);
        assertThat(verified.json().at("/data/notRun").asInt()).isEqualTo(2);
        assertThat(verified.json().at("/data/trials/0/why").asText()).contains("acme:gpu");

        Path version =
                changed("version", record -> ((ObjectNode) record.path("cell")).put("version", "99"), manifest -> {});
        Cli.Run newer = verify(version, "--sample", "1");
        assertThat(newer.code()).isEqualTo(6);
        assertThat(newer.json().at("/data/trials/0/why").asText()).contains("version 99");
    }
}
