package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results go out to other tools, and what JMH has measured comes in. */
class ExchangeTest {
    @TempDir
    private Path folder;

    /** A result of JMH with four forks, each time multiplied by a factor. */
    private Path jmh(String name, double factor) throws IOException {
        List<String> forks = new ArrayList<>();
        for (double best : List.of(10.0, 10.1, 10.2, 10.3)) {
            forks.add(String.format(Locale.ROOT, "[%.4f, %.4f]", best * factor, 1.2 * best * factor));
        }
        return Files.writeString(
                folder.resolve(name),
                "[{\"jmhVersion\": \"1.37\", \"benchmark\": \"com.acme.Step.run\", \"mode\": \"avgt\", \"vmVersion\": \"17\","
                        + " \"params\": {\"size\": \"64\"}, \"primaryMetric\": {\"score\": 10, \"scoreUnit\": \"ms/op\","
                        + " \"rawData\": [" + String.join(", ", forks) + "]}}]");
    }

    private Path imported(String name, double factor, String... more) throws IOException {
        Path run = folder.resolve("run-" + name);
        List<String> arguments =
                new ArrayList<>(List.of("import", jmh(name, factor).toString(), "--out", run.toString()));
        arguments.addAll(List.of(more));
        Cli.Run done = Cli.run(arguments.toArray(String[]::new));
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.out()).startsWith("1 benchmarks are imported");
        return run;
    }

    @Test
    void importedSpeedsOfOneMachineAreComparedAndThoseOfUnknownOnesAreNot() throws IOException {
        Path base = imported("base.json", 1, "--machine", "ci-7");
        Path slower = imported("slower.json", 1.2, "--machine", "ci-7");
        Path elsewhere = imported("elsewhere.json", 1.2);

        assertThat(Cli.run("validate", base.toString()).code()).isZero();
        Cli.Run compared = Cli.run("compare", base.toString(), slower.toString());
        assertThat(compared.code()).as(compared.err()).isEqualTo(4);
        assertThat(compared.out()).contains("slower", "Step.run");
        assertThat(compared.err()).contains("2 trials are imported: nobody has held them to the reference");
        assertThat(Cli.run("compare", base.toString(), elsewhere.toString()).code())
                .isEqualTo(6);
        assertThat(Cli.run("compare", base.toString(), elsewhere.toString(), "--allow-env-diff")
                        .code())
                .isEqualTo(4);
    }

    @Test
    void aBoardShowsWhatIsImportedWithoutARank() throws IOException {
        Path run = imported("base.json", 1, "--machine", "ci-7", "--commit", "abc");
        Path site = folder.resolve("site");
        Cli.Run built = Cli.run(
                "leaderboard", "build", run.toString(), "--reference", "jmh:jvm", "--out", site.toString(), "--json");
        assertThat(built.code()).as(built.err()).isZero();
        assertThat(Files.readString(site.resolve("leaderboard.json")))
                .contains("imported: nobody has held it to the reference implementation")
                .contains("10.149", "Step.run", "\"name\" : \"ci-7\"");
        Cli.Run checked = Cli.run("submit", "check", run.toString(), "--reference", "jmh:jvm");
        assertThat(checked.code()).isEqualTo(5);
        assertThat(checked.out()).contains("[conformance.missing]");
    }

    @Test
    void whatIsImportedGoesOutAgainAndComesBackTheSame() throws IOException {
        Path run = imported("base.json", 1);
        Path file = folder.resolve("again.json");
        assertThat(Cli.run("export", run.toString(), "--format", "jmh", "--out", file.toString())
                        .code())
                .isZero();
        Path again = folder.resolve("again");
        assertThat(Cli.run("import", file.toString(), "--out", again.toString()).code())
                .isZero();
        String samples = "\"samples\":[[10.0,12.0],[10.1,12.12],[10.2,12.24],[10.3,12.36]]";
        assertThat(Files.readString(run.resolve("results.jsonl"))).contains(samples);
        assertThat(Files.readString(again.resolve("results.jsonl"))).contains(samples);
    }

    @Test
    void whatHasNoPlaceInAFormatIsSaid() throws IOException {
        Path run = folder.resolve("run");
        assertThat(Cli.run("run", Experiments.tiny(folder).toString(), "--out", run.toString(), "--quiet")
                        .code())
                .isZero();
        assertThat(run.resolve("results.csv")).exists();
        assertThat(run.resolve("jmh.json")).as("what nobody asked for").doesNotExist();
        Cli.Run exported = Cli.run("export", run.toString(), "--format", "jmh");
        assertThat(exported.code()).isZero();
        assertThat(exported.out().strip()).isEqualTo("[ ]");
        assertThat(exported.err()).contains("warning: left out: ", "trials that learned");
        assertThat(Cli.run("export", run.toString(), "--format", "bencher", "--json")
                        .json()
                        .at("/data/omitted"))
                .isEmpty();
        assertThat(Cli.run("export", run.toString(), "--format", "github-action-benchmark")
                        .err())
                .contains("no report 'github-action-benchmark'", "github-action-benchmark-smaller");
        assertThat(Cli.run("export", run.toString()).code()).isEqualTo(2);
    }

    @Test
    void aFolderThatHoldsSomethingIsNotWrittenInto() throws IOException {
        Path run = imported("base.json", 1);
        byte[] before = Files.readAllBytes(run.resolve("results.jsonl"));
        Cli.Run again = Cli.run("import", jmh("other.json", 2).toString(), "--out", run.toString());
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("is not empty", "--out");
        assertThat(run.resolve("results.jsonl")).hasBinaryContent(before);
        Cli.Run none = Cli.run(
                "import",
                run.resolve("manifest.json").toString(),
                "--out",
                folder.resolve("new").toString());
        assertThat(none.code()).isEqualTo(5);
        assertThat(none.err()).contains("manifest.json: expected a JSON array", "-rf json");
        assertThat(folder.resolve("new")).doesNotExist();
        assertThat(Cli.run(
                                "import",
                                folder.resolve("missing.json").toString(),
                                "--out",
                                folder.resolve("new").toString())
                        .code())
                .isEqualTo(6);
    }
}
