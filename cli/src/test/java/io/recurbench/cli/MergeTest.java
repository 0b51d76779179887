package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.results.ResultsReader;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that is shared out among machines, and joined again. */
class MergeTest {
    @TempDir
    private Path folder;

    private Path experiment = Path.of("");

    @BeforeEach
    void write() throws IOException {
        experiment = Experiments.varied(folder);
    }

    private Path run(String name, String... more) {
        Path out = folder.resolve(name);
        Cli.Run run = Cli.run(Stream.concat(
                        Stream.of("run", experiment.toString(), "--out", out.toString(), "--quiet"), Stream.of(more))
                .toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return out;
    }

    private List<Path> shards(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(index -> run("part-" + index, "--shard", index + "/" + count))
                .toList();
    }

    private static Cli.Run merge(Path out, List<Path> parts, String... more) {
        List<String> arguments = new ArrayList<>(List.of("merge", "--out", out.toString()));
        parts.forEach(part -> arguments.add(part.toString()));
        arguments.addAll(List.of(more));
        return Cli.run(arguments.toArray(String[]::new));
    }

    private static List<TrialRecord> trials(Path run) {
        return ResultsReader.read(List.of(run)).results().trials();
    }

    /** What was computed, by key; without what depends on when and where. */
    private static Map<String, Object> computed(Path run) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (TrialRecord trial : trials(run)) {
            all.put(
                    trial.key(),
                    List.of(
                            trial.spec(),
                            trial.outcome(),
                            trial.curves(),
                            trial.metrics().stream()
                                    .filter(metric -> !metric.name().equals("memory"))
                                    .toList()));
        }
        return all;
    }

    private static Map<String, byte[]> parameters(Path run) throws IOException {
        try (Stream<Path> files = Files.list(new RunFolder(run).checkpoints())) {
            Map<String, byte[]> all = new LinkedHashMap<>();
            for (Path file : files.sorted().toList()) {
                all.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
            return all;
        }
    }

    @Test
    void shardsInAnyOrderAreOneRun() throws IOException {
        Path whole = run("whole");
        List<Path> parts = new ArrayList<>(shards(10));
        Collections.shuffle(parts, new Random(5));
        Path merged = folder.resolve("merged");
        Cli.Run run = merge(merged, parts);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("Merged 10 folders: 10 of 10 trials", "Report: ");
        assertThat(computed(merged)).isEqualTo(computed(whole));
        assertThat(List.copyOf(computed(merged).keySet()))
                .isEqualTo(ResultsReader.readManifest(new RunFolder(whole)).plannedTrials());
        Map<String, byte[]> expected = parameters(whole);
        assertThat(parameters(merged).keySet()).isEqualTo(expected.keySet()).hasSize(10);
        parameters(merged).forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
        assertThat(Cli.run("validate", merged.toString()).code()).isZero();
        assertThat(Cli.run("resume", merged.toString()).code()).isZero();
        Collections.reverse(parts);
        Path again = folder.resolve("again");
        assertThat(merge(again, parts).code()).isZero();
        assertThat(Files.readString(new RunFolder(again).results()))
                .isEqualTo(Files.readString(new RunFolder(merged).results()));
    }

    /** Each line is copied, not written anew: fields of a later version stay. */
    @Test
    void linesAreCopiedAsTheyAre() throws IOException {
        List<Path> parts = shards(2);
        for (Path part : parts) {
            Path journal = new RunFolder(part).results();
            Files.writeString(
                    journal,
                    Files.readString(journal).replace("{\"schemaVersion\":1,", "{\"later\":7,\"schemaVersion\":1,"));
        }
        Path merged = folder.resolve("merged");
        assertThat(merge(merged, parts).code()).isZero();
        assertThat(Files.readAllLines(new RunFolder(merged).results()))
                .hasSize(10)
                .allMatch(line -> line.startsWith("{\"later\":7,"));
    }

    @Test
    void aMissingShardIsNamedAndItsTrialsAreRunByResume() {
        List<Path> parts = shards(3);
        Path merged = folder.resolve("merged");
        Cli.Run run = merge(merged, parts.subList(0, 2), "--json");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.json().path("data").path("absentShards").path(0).asText())
                .isEqualTo("3/3");
        assertThat(run.json().path("error").toString()).contains("missing", "shard 3/3", "recurbench resume");
        assertThat(Cli.run("resume", merged.toString(), "--quiet").code()).isZero();
        assertThat(computed(merged)).isEqualTo(computed(run("whole")));
    }

    @Test
    void aShardThatWasKilledIsGoneOnWithByItself() throws IOException {
        Path part = run("part", "--shard", "1/2");
        Path journal = new RunFolder(part).results();
        List<String> lines = Files.readAllLines(journal);
        Files.writeString(journal, lines.get(0) + "\n" + lines.get(1).substring(0, 100));
        Path merged = folder.resolve("merged");
        Cli.Run half = merge(merged, List.of(part));

        assertThat(half.code()).isEqualTo(3);
        assertThat(half.err()).contains("9 trials are missing (no folder is of shard 2/2)");
        assertThat(Cli.run("resume", part.toString(), "--quiet").code()).isZero();
        assertThat(computed(part)).hasSize(lines.size());
    }

    @Test
    void whatTwoFoldersHoldAlikeIsThereOnceAndWhatDiffersIsShown() throws IOException {
        List<Path> parts = shards(2);
        Path whole = run("whole");
        Path merged = folder.resolve("merged");
        assertThat(merge(merged, List.of(parts.get(0), whole, parts.get(1))).code())
                .isZero();
        assertThat(Files.readAllLines(new RunFolder(merged).results())).hasSize(10);

        Path journal = new RunFolder(whole).results();
        TrialRecord doctored = trials(whole).stream()
                .filter(trial -> computed(parts.get(0)).containsKey(trial.key()))
                .findFirst()
                .orElseThrow();
        String score = "\"value\":" + doctored.score().orElseThrow().value();
        Files.writeString(
                journal,
                Files.readAllLines(journal).stream()
                        .map(line -> line.contains(doctored.key()) ? line.replace(score, "\"value\":0.5") : line)
                        .collect(Collectors.joining("\n", "", "\n")));
        Path other = folder.resolve("other");
        Cli.Run run = merge(other, List.of(parts.get(0), whole));
        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err()).contains("different records of", doctored.key().substring(0, 12), "part-1: ", "whole: ");
        assertThat(other).doesNotExist();
    }

    @Test
    void foldersOfOtherRunsAreRefusedWithWhatDiffers() throws IOException {
        Path part = run("part", "--shard", "1/2");
        Path tiny = folder.resolve("tiny");
        Cli.run("run", Experiments.tiny(folder).toString(), "--out", tiny.toString(), "--quiet");
        Path longer = run("longer", "--set", "training.updates=4");
        Path build = run("build", "--shard", "2/2");
        Path manifest = new RunFolder(build).manifest();
        Files.writeString(
                manifest,
                Files.readString(manifest).replaceFirst("\"version\" : \"[^\"]*\"", "\"version\" : \"0.0.7\""));

        for (Map.Entry<Path, String> other : Map.of(
                        tiny, "experiment: varied and tiny",
                        longer, "10 are others: scale, settings or filters differ",
                        build, "version=0.0.7")
                .entrySet()) {
            Cli.Run run = merge(folder.resolve("merged"), List.of(part, other.getKey()));
            assertThat(run.code()).as(run.err()).isEqualTo(2);
            assertThat(run.err()).contains("is not of one run with", other.getValue());
            assertThat(folder.resolve("merged")).doesNotExist();
        }
    }

    @Test
    void nothingIsWrittenOverAndNothingIsLeftBehind() throws IOException {
        Path part = run("part", "--shard", "1/2");
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("notes.txt"), "mine", StandardOpenOption.CREATE);
        Cli.Run run = merge(full, List.of(part));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("is not empty", "--out");
        assertThat(full).isDirectoryContaining("glob:**notes.txt");
        assertThat(merge(folder.resolve("x"), List.of(full)).code()).isEqualTo(2);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains("merging"));
        }
    }

    /** An array of more tasks than there are trials is no error. */
    @Test
    void aShardWithoutATrialIsARunOfNothing() {
        List<Path> parts = new ArrayList<>();
        int empty = 0;
        for (int index = 1; index <= 13; index++) {
            Path part = run("part-" + index, "--shard", index + "/13");
            parts.add(part);
            empty += Files.exists(new RunFolder(part).results()) && trials(part).isEmpty() ? 1 : 0;
        }
        assertThat(empty).isGreaterThanOrEqualTo(3);
        assertThat(merge(folder.resolve("merged"), parts).code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0/10 | there is no shard 0 of 10: expected one from 1/10 to 10/10",
                "11/10 | there is no shard 11 of 10",
                "1/0 | 1 to 100000 shards, not 0",
                "3 | expected a part and their number such as 3/10",
                "-1/3 | expected a part and their number",
                "1/9999999 | expected a part and their number",
            })
    void aShardThatIsNoneIsRefusedBeforeAnythingIsWritten(String shard, String message) {
        Path out = folder.resolve("out");
        Cli.Run run = Cli.run("run", experiment.toString(), "--out", out.toString(), "--shard", shard);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(out).doesNotExist();
    }

    @Test
    void thePlanSaysWhichShardHasWhatAndHowMuchItIs() {
        Cli.Run json = Cli.run("plan", experiment.toString(), "--shards", "3", "--json");
        Map<Integer, List<String>> parts = new LinkedHashMap<>();
        json.json().path("data").path("trials").forEach(trial -> {
            assertThat(trial.path("operations").asDouble()).isPositive();
            parts.computeIfAbsent(trial.path("shard").asInt(), part -> new ArrayList<>())
                    .add(trial.path("key").asText());
        });
        assertThat(parts.keySet()).containsExactlyInAnyOrder(1, 2, 3);
        Cli.Run part = Cli.run("run", experiment.toString(), "--shard", "2/3", "--dry-run", "--json");
        assertThat(part.json().path("data").path("trials").findValuesAsText("key"))
                .isEqualTo(parts.get(2));
        assertThat(Cli.run("plan", experiment.toString(), "--shards", "3").out())
                .contains("shard 2: ", "Shard 3: ", "operations", "10 trials; nothing was run.");
    }
}
