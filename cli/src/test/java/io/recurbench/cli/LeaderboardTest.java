package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code recurbench leaderboard} over what {@code recurbench run} has written. */
class LeaderboardTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private Path results = Path.of("");

    @BeforeEach
    void run() throws IOException {
        results = Files.createDirectory(folder.resolve("results"));
        Path tiny = Experiments.tiny(folder);
        Cli.Run run = Cli.run(
                "run",
                tiny.toString(),
                "--seeds",
                "3",
                "--backend",
                "cpu,reference",
                "--out",
                results.resolve("first").toString(),
                "--quiet");
        assertThat(run.code()).as(run.err()).isZero();
    }

    /** The same results as if another machine and another commit had made them. */
    private void copy(String name, String commit, char fingerprint, String day) throws IOException {
        Path copy = Files.createDirectory(results.resolve(name));
        String manifest = Files.readString(results.resolve("first/manifest.json"))
                .replaceAll(
                        "\"fingerprint\" : \"[0-9a-f]{64}\"",
                        "\"fingerprint\" : \"" + String.valueOf(fingerprint).repeat(64) + "\"")
                .replaceAll("\"commit\" : \"[^\"]*\"", "\"commit\" : \"" + commit + "\"")
                .replaceAll("\"created\" : \"[^\"]*\"", "\"created\" : \"" + day + "T10:00:00Z\"");
        Files.writeString(copy.resolve("manifest.json"), manifest);
        Files.writeString(
                copy.resolve("results.jsonl"),
                Files.readString(results.resolve("first/results.jsonl"))
                        .replaceAll("\"started\":\"[^\"]*\"", "\"started\":\"" + day + "T10:00:00Z\""));
    }

    @Test
    void runsOfTwoMachinesAndThreeCommitsMakeOneBoard() throws IOException {
        copy("second", "c0ffee", 'a', "2027-01-01");
        copy("third", "decade", 'b', "2027-01-02");
        copy("fourth", "decade", 'a', "2027-01-03");
        Path site = folder.resolve("site");

        Cli.Run run = Cli.run("leaderboard", "build", results.toString(), "--out", site.toString(), "--json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().at("/data/counts/scored").asInt()).isEqualTo(4 * 12);
        JsonNode board = JSON.readTree(site.resolve("leaderboard.json").toFile());
        assertThat(board.path("machines")).hasSize(3);
        assertThat(board.path("commits")).hasSize(3);
        JsonNode table = board.at("/quality/0");
        assertThat(table.path("rows")).hasSize(4);
        assertThat(table.at("/rows/0/commit").asText()).startsWith("decade");
        assertThat(table.at("/rows/0/history/points")).hasSize(3);
        assertThat(table.at("/rows/0/machines")).hasSize(2);
        assertThat(site.resolve("quality/" + table.path("id").asText() + ".html"))
                .exists();
        assertThat(Files.readString(site.resolve("index.html"))).contains("parity");
    }

    @Test
    void aFolderThatIsRefusedIsNamedAndTheOthersAreShown() throws IOException {
        copy("broken", "c0ffee", 'a', "2027-01-01");
        Path journal = results.resolve("broken/results.jsonl");
        Files.writeString(journal, Files.readString(journal).replace("\"schemaVersion\":1", "\"schemaVersion\":2"));
        Path site = folder.resolve("site");

        Cli.Run run = Cli.run("leaderboard", "build", results.toString(), "--out", site.toString());
        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err()).contains("results/broken", "schema version 2");
        assertThat(Files.readString(site.resolve("index.html"))).contains("results/broken", "folders refused");

        assertThat(Cli.run("leaderboard", "build", results.resolve("broken").toString(), "--out", site.toString())
                        .code())
                .isEqualTo(5);
        assertThat(Cli.run("leaderboard", "build", results.toString(), "--out", results.toString())
                        .code())
                .isEqualTo(2);
        assertThat(Cli.run("leaderboard", "build", results.toString()).code()).isEqualTo(2);
    }
}
