package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recurbench.api.backend.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** {@code recurbench ab} and {@code calibrate}: two builds in processes of their own. */
class AbTest {
    /** Measures beside whatever else is measured: what is looked at is not the speed. */
    private static final Map<String, String> BESIDE = Map.of("RECURBENCH_JAVA_OPTIONS", "-Djmh.ignoreLock=true");

    @TempDir
    private Path folder;

    private Cli.Run launched(String... words) throws IOException, InterruptedException {
        String[] command = Stream.concat(Stream.of(Launched.LAUNCHER.toString()), Stream.of(words))
                .toArray(String[]::new);
        return Launched.run(folder, BESIDE, command);
    }

    private Path speed() throws IOException {
        return Experiments.write(folder, "speed", """
                id: speed
                title: Speed of a small batch
                tasks: [{id: training-step, options: {rows: 8, steps: 5}}]
                cells: [{id: rnn, options: {hidden: 8}}]
                """);
    }

    /** Of {@code acme:loops} and {@code acme:slow}. */
    private Path plugins() throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        PluginJar.write(
                plugins.resolve("loops.jar"),
                PluginJar.classes("Loops"),
                Map.of(Backend.class, "com.acme.LoopsBackend"));
        PluginJar.write(
                plugins.resolve("slow.jar"),
                PluginJar.classes("Slow", "Loops"),
                Map.of(Backend.class, "com.acme.SlowBackend"));
        return plugins;
    }

    @Test
    void equalBuildsLearnTheSame() throws Exception {
        Cli.Run run = launched(
                "ab",
                Experiments.tiny(folder).toString(),
                "--base",
                ".",
                "--head",
                ".",
                "--seeds=2",
                "--out=ab",
                "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().at("/data/rows").findValuesAsText("verdict")).containsExactly("same", "same");
        assertThat(folder.resolve("ab/base-001/results.jsonl")).exists();
        assertThat(folder.resolve("ab/head-001/results.jsonl")).exists();
        assertThat(folder.resolve("ab/experiment.yaml")).exists();
    }

    @Test
    void aMachineIsCalibratedByForksInTurnsAndOnlyItsOwnSpeedsAreHeldAgainstThat() throws Exception {
        String[] short_ = {"--pairs=1", "--most-pairs=1", "--set=task.iterations=6", "--set=task.warm-up=2"};
        Cli.Run run = launched(Stream.concat(
                        Stream.of("calibrate", speed().toString(), "--out=noise", "--file=noise.json"),
                        Stream.of(short_))
                .toArray(String[]::new));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("rnn on training-step, cpu", "95 of 100 equal sides differ by less than");
        String file = folder.resolve("noise.json").toString();
        assertThat(Cli.run("validate", file).code()).isZero();
        Path base = folder.resolve("noise/base-001");
        assertThat(Files.readString(base.resolve("results.jsonl"))).contains("in turns with another JVM");
        String head = folder.resolve("noise/head-001").toString();

        JsonNode row = Cli.run("compare", base.toString(), head, "--thresholds", file, "--json")
                .json()
                .at("/data/rows/0");
        assertThat(row.at("/effect/least").asDouble()).isGreaterThanOrEqualTo(0.05);
        Files.writeString(
                folder.resolve("other.json"),
                Files.readString(folder.resolve("noise.json"))
                        .replaceFirst(
                                "\"fingerprint\" : \"[0-9a-f]+\"", "\"fingerprint\" : \"" + "0".repeat(64) + "\""));
        Cli.Run elsewhere = Cli.run(
                "compare",
                base.toString(),
                head,
                "--thresholds",
                folder.resolve("other.json").toString());
        assertThat(elsewhere.code()).isEqualTo(6);
        assertThat(elsewhere.err()).contains("calibrated in another environment");
        Files.writeString(
                folder.resolve("later.json"),
                Files.readString(folder.resolve("noise.json")).replace("\"method\" : 1", "\"method\" : 2"));
        Cli.Run later = Cli.run(
                "compare",
                base.toString(),
                head,
                "--thresholds",
                folder.resolve("later.json").toString());
        assertThat(later.code()).isEqualTo(2);
        assertThat(later.err()).contains("method 2");
        assertThat(Cli.run(
                                "compare",
                                base.toString(),
                                head,
                                "--thresholds",
                                base.resolve("manifest.json").toString())
                        .code())
                .isEqualTo(5);
    }

    @Test
    void aBuildThatIsNoneIsRefusedBeforeAnythingIsMeasured() throws IOException {
        Path tiny = Experiments.tiny(folder);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        String out = "--out=" + folder.resolve("ab");
        refused(Cli.run("ab", tiny.toString(), "--base=" + empty, "--head=.", out), 2, "is no build");
        refused(Cli.run("ab", tiny.toString(), "--base=no-such-commit", "--head=.", out), 2, "neither a folder nor");
        refused(Cli.run("ab", tiny.toString(), "--base=plugins:/nowhere", "--head=.", out), 6, "is not there");
        refused(Cli.run("ab", tiny.toString(), "--head=."), 2, "--base");
        refused(Cli.run("ab", tiny.toString(), "--base=.", "--head=.", "--pairs=0"), 2, "--pairs");
        refused(
                Cli.run("ab", tiny.toString(), "--task=parity,training-step", "--base=.", "--head=."),
                2,
                "choose one kind with --task");
    }

    private static void refused(Cli.Run run, int code, String words) {
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).contains(words).doesNotContain("Exception");
        assertThat(run.out()).isEmpty();
    }

    /** A study of this machine, which takes minutes; docs/reliability.md has the command. */
    @Test
    @EnabledIfSystemProperty(named = "recurbench.study", matches = "[0-9]+")
    void theNoiseOfThisMachineRaisesNoAlarmAndATenthIsFound() throws Exception {
        int runs = Integer.getInteger("recurbench.study");
        String[] words = {
            "ab", speed().toString(), "--plugins", plugins().toString(), "--set=task.rows=32", "--set=task.steps=20"
        };
        List<String> lines = new ArrayList<>();
        int alarms = 0;
        int found = 0;
        for (int i = 0; i < runs; i++) {
            Cli.Run same = launched(with(words, "acme:loops", "acme:loops", "same-" + i));
            Cli.Run slow = launched(with(words, "acme:loops", "acme:slow", "slow-" + i));
            lines.add(line(same) + "   " + line(slow));
            alarms += same.code() == 4 ? 1 : 0;
            found += slow.code() == 4 ? 1 : 0;
        }
        System.out.println("same and slow:\n" + String.join("\n", lines));
        System.out.println(alarms + " false alarms and " + found + " slowdowns found in " + runs + " runs of each");
        assertThat(alarms).isLessThanOrEqualTo(1 + runs / 20);
        assertThat(found).isGreaterThanOrEqualTo(runs * 9 / 10);
    }

    private static String[] with(String[] words, String base, String head, String out) {
        return Stream.concat(
                        Stream.of(words),
                        Stream.of("--base=backend:" + base, "--head=backend:" + head, "--out=" + out, "--json"))
                .toArray(String[]::new);
    }

    private static String line(Cli.Run run) {
        JsonNode row = run.json().at("/data/rows/0");
        return "%s %.1f %% (%.1f .. %.1f)"
                .formatted(
                        row.path("verdict").asText(),
                        100 * row.at("/effect/change").asDouble(),
                        100 * row.at("/effect/low").asDouble(),
                        100 * row.at("/effect/high").asDouble());
    }
}
