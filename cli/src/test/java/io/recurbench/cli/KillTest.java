package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.results.ResultsReader;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs of the command line that are killed by {@code kill -9} at random moments from the start of their JVM on, and gone
 * on with as a user would: by {@code resume} if the run has begun, else by the same {@code run} again. {@code
 * -Drecurbench.kills=100} for so many kills, {@code -Drecurbench.kill.modes=jobs,isolated,nd4j} for runs of each of these in
 * turn, {@code -Drecurbench.seed=S} for the moments of an earlier test.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("recurbench.kills", 5);
    private static final int KILLS_OF_A_RUN = 4;
    private static final int TRIALS = 4;
    private static final int PATIENCE = 300_000;
    private static final String CUT = RunFolder.RESULTS + ".cut-";

    /** Where the trials run, two at a time, and on what. */
    private enum Mode {
        JOBS("auto", "cpu"),
        ISOLATED("always", "cpu"),
        ND4J("auto", "nd4j");

        private final String isolation;
        private final String backend;

        Mode(String isolation, String backend) {
            this.isolation = isolation;
            this.backend = backend;
        }

        /** Bits of the native library differ from run to run. */
        boolean isBitwise() {
            return this != ND4J;
        }
    }

    /** In every fourth run the trials have processes of their own: parameters are written by whoever trains. */
    private static final List<Mode> MODES = Stream.of(
                    System.getProperty("recurbench.kill.modes", "jobs,jobs,jobs,isolated")
                            .split(","))
            .map(mode -> Mode.valueOf(mode.toUpperCase(Locale.ROOT)))
            .toList();

    /** How far a loss may be off that rounding has moved. */
    private static final double ROUNDING = 0.02;

    @TempDir
    private Path root;

    /** How far a run had come that was killed. */
    private enum Stage {
        BEFORE_MANIFEST,
        BEFORE_FIRST_RECORD,
        BETWEEN_RECORDS,
        AFTER_LAST_RECORD
    }

    private Path experiment(Mode mode) throws IOException {
        return Experiments.write(root, "killed-" + mode.backend, """
                id: killed
                title: A run that does not mind
                tasks:
                  - id: parity
                    options: {eval-sequences: 32, test-length: 40, curve-lengths: "2,5"}
                cells:
                  - {id: rnn, options: {hidden: 8}}
                  - {id: bilinear, options: {hidden: 8}}
                backends: [%s]
                seeds: 2
                training: {updates: 600, batch: 16, evaluate-every: 40}
                """.formatted(mode.backend));
    }

    /** A run of a mode that nobody kills, and how long it took. */
    private record Whole(Path folder, int millis) {}

    private Whole whole(Mode mode) {
        try {
            Path folder = root.resolve("whole-" + mode);
            long start = System.nanoTime();
            assertThat(start(folder, mode).waitFor()).as(said(folder)).isZero();
            assertThat(announced(folder)).isEqualTo(TRIALS);
            return new Whole(folder, Math.toIntExact(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nothingIsLostAndNoFolderIsStuck() throws Exception {
        long seed = Long.getLong("recurbench.seed", System.nanoTime());
        SeededRandom random = new SeededRandom(seed);
        Map<Mode, Whole> wholes = new EnumMap<>(Mode.class);
        Map<Mode, Integer> killsOfMode = new EnumMap<>(Mode.class);
        Map<Stage, Integer> stages = new EnumMap<>(Stage.class);
        int kills = 0;
        int runs = 0;
        long resumed = 0;
        for (; kills < KILLS; runs++) {
            Path folder = root.resolve("run-" + runs);
            Mode mode = MODES.get(runs % MODES.size());
            Whole whole = wholes.computeIfAbsent(mode, this::whole);
            String what = "seed " + seed + ", " + mode + ", " + folder;
            Map<String, TrialRecord> before = Map.of();
            int last = Math.min(KILLS, kills + KILLS_OF_A_RUN);
            for (boolean ended = false; !ended; ) {
                // Once it was killed often enough, or only reports are left to write, a run has to come to its end.
                boolean spared = kills >= last || before.size() == TRIALS;
                Process process = start(folder, mode);
                ended = process.waitFor(spared ? PATIENCE : random.nextInt(whole.millis()), TimeUnit.MILLISECONDS);
                int code = process.destroyForcibly().waitFor();
                assertThat(ended ? code : 0).as("%s: %s", what, said(folder)).isZero();
                assertThat(ended || !spared)
                        .as("%s hangs: %s", what, said(folder))
                        .isTrue();
                Map<String, TrialRecord> after = records(folder);
                assertThat(after).as(what).containsAllEntriesOf(before).hasSizeGreaterThanOrEqualTo(announced(folder));
                before = after;
                if (!ended && code != 0) {
                    kills++;
                    killsOfMode.merge(mode, 1, Integer::sum);
                    stages.merge(stage(folder, after.size()), 1, Integer::sum);
                    assertTheOtherVerbSaysWhatToDo(folder, mode);
                }
            }
            assertSame(folder, whole.folder(), mode, what);
            resumed += records(folder).values().stream()
                    .filter(trial -> trial.facts().containsKey("resumed at update"))
                    .count();
        }
        System.out.printf(
                "seed %d: %d kills in %d runs: %s; %s; %d trials gone on with%n",
                seed, kills, runs, killsOfMode, stages, resumed);
    }

    /** Starts what a user would: resume if there is something to go on with, else the run. */
    private Process start(Path folder, Mode mode) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                Launched.classPath(),
                "io.recurbench.cli.Main"));
        command.addAll(
                Files.exists(folder.resolve(RunFolder.MANIFEST))
                        ? List.of("resume", folder.toString())
                        : List.of("run", experiment(mode).toString(), "--out", folder.toString()));
        command.addAll(List.of(
                "--jobs", "2", "--isolate", mode.isolation, "--progress", "plain", "--checkpoint-every", "10u"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()))
                .start();
    }

    private static Path log(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".log");
    }

    private static String said(Path folder) throws IOException {
        // A kill may cut a character in two.
        return Files.readString(log(folder), StandardCharsets.ISO_8859_1);
    }

    /** How many trials the user was told of as completed. */
    private static int announced(Path folder) throws IOException {
        try (Stream<String> lines = said(folder).lines()) {
            return Math.toIntExact(lines.filter(line -> line.matches("\\[\\d+/\\d+] .*: completed,.*"))
                    .count());
        }
    }

    private static Map<String, TrialRecord> records(Path folder) {
        Path journal = folder.resolve(RunFolder.RESULTS);
        return Files.exists(journal)
                ? ResultsReader.readJournal(journal).value().stream()
                        .collect(Collectors.toMap(TrialRecord::key, Function.identity(), KillTest::twice, TreeMap::new))
                : Map.of();
    }

    private static TrialRecord twice(TrialRecord one, TrialRecord other) {
        throw new AssertionError("trial " + one.key() + " was run again although it was done: " + other.attempt());
    }

    private static Stage stage(Path folder, int records) {
        if (!Files.exists(folder.resolve(RunFolder.MANIFEST))) {
            return Stage.BEFORE_MANIFEST;
        }
        return records == 0
                ? Stage.BEFORE_FIRST_RECORD
                : records < TRIALS ? Stage.BETWEEN_RECORDS : Stage.AFTER_LAST_RECORD;
    }

    private void assertTheOtherVerbSaysWhatToDo(Path folder, Mode mode) throws IOException {
        boolean begun = Files.exists(folder.resolve(RunFolder.MANIFEST));
        Cli.Run other = begun
                ? Cli.run("run", experiment(mode).toString(), "--out", folder.toString())
                : Cli.run("resume", folder.toString());
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err())
                .contains(
                        begun ? "resume " + folder : Files.exists(folder) ? "run EXPERIMENT --out" : "is not a folder");
    }

    /** Everything but times is that of a run which nobody killed, and nothing lies beside it. */
    private static void assertSame(Path folder, Path whole, Mode mode, String what) throws IOException {
        Map<String, TrialRecord> expected = records(whole);
        Map<String, TrialRecord> found = records(folder);
        assertThat(found).as(what).hasSize(TRIALS).containsOnlyKeys(expected.keySet());
        found.forEach((key, trial) -> {
            TrialRecord same = expected.get(key);
            assertThat(trial.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(trial.attempt()).isEqualTo(1);
            if (mode.isBitwise()) {
                assertThat(trial.metrics()).as(what).isEqualTo(same.metrics());
                assertThat(trial.curves()).as(what).isEqualTo(same.curves());
            } else {
                assertThat(loss(trial)).as(what).isCloseTo(loss(same), withinPercentage(100 * ROUNDING));
            }
        });
        Path parameters = whole.resolve(RunFolder.CHECKPOINTS);
        for (String name : mode.isBitwise() ? names(parameters) : List.<String>of()) {
            assertThat(folder.resolve(RunFolder.CHECKPOINTS).resolve(name))
                    .hasSameBinaryContentAs(parameters.resolve(name));
        }
        assertThat(names(folder.resolve(RunFolder.CHECKPOINTS))).isEqualTo(names(parameters));
        assertThat(names(folder)).as(what).isEqualTo(names(whole));
        assertThat(Cli.run("validate", folder.toString()).code()).isZero();
    }

    private static double loss(TrialRecord trial) {
        return trial.metric("validation/loss").orElseThrow().value();
    }

    /** Names in a folder, without beginnings of lines that a kill has cut off and that are kept for the user. */
    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith(CUT))
                    .sorted()
                    .toList();
        }
    }
}
