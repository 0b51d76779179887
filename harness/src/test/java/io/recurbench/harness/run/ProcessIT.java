package io.recurbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.Harness;
import io.recurbench.results.Finding;
import io.recurbench.results.ResultsReader;
import io.recurbench.results.RunFolder;
import io.recurbench.results.Validator;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs as processes that are killed and interrupted, as users and machines do. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ProcessIT {
    private static final int KILLS = 22;
    private static final String MANY_TRIALS = """
            id: killed
            tasks: [{id: first, options: {slow: 400}}]
            cells: [tiny]
            backends: [reference]
            seeds: 160
            training: {updates: 60, batch: 4, evaluate-every: 30}
            """;
    private static final String LONG_TRIALS = """
            id: interrupted
            tasks: [{id: first, options: {slow: 500}}]
            cells: [tiny]
            backends: [reference]
            seeds: 3
            training: {updates: 1000000, batch: 4, evaluate-every: 50}
            """;

    @TempDir
    Path root;

    @Test
    void killedAtAnyMomentARunLosesNothingThatWasDone() throws Exception {
        Path folder = root.resolve("killed run");
        Path yaml = Files.writeString(root.resolve("many.yaml"), MANY_TRIALS);
        long seed = System.nanoTime();
        SeededRandom random = new SeededRandom(seed);
        Map<String, TrialRecord> doneBefore = new HashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = RunMain.start(folder, yaml);
            // A moment within the run, after some trials however slow the machine is, or for some before it has begun.
            boolean early = kill % 5 == 0;
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                if (!early) {
                    waitFor(out, "started");
                    for (int trials = random.nextInt(6); trials > 0; trials--) {
                        waitFor(out, "trial");
                    }
                }
                process.waitFor(random.nextInt(1, early ? 600 : 50), TimeUnit.MILLISECONDS);
                process.destroyForcibly();
                process.waitFor();
            }
            Map<String, TrialRecord> done = done(folder);
            assertThat(done).as("after kill %d of seed %d", kill, seed).containsAllEntriesOf(doneBefore);
            doneBefore = done;
        }
        Process last = RunMain.start(folder, yaml);
        drain(last);
        assertThat(last.waitFor()).isZero();

        Set<String> planned =
                new HashSet<>(ResultsReader.readManifest(new RunFolder(folder)).plannedTrials());
        List<TrialRecord> journal =
                ResultsReader.readJournal(folder.resolve(RunFolder.RESULTS)).value();
        assertThat(planned).hasSize(160);
        assertThat(journal)
                .extracting(TrialRecord::key)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(planned);
        assertThat(journal).allMatch(trial -> trial.outcome() == Outcome.COMPLETED);
        assertThat(done(folder)).containsAllEntriesOf(doneBefore);
        assertThat(Validator.validate(folder).findings()).noneMatch(Finding::isError);
        assertThat(doneBefore).as("the kills met the run on its way").isNotEmpty();
        assertThat(doneBefore.size()).isLessThan(160);
    }

    @Test
    void interruptedARunEndsInGoodOrderAndCanBeResumed() throws Exception {
        assumeThat(System.getProperty("os.name"))
                .as("SIGINT is sent by kill(1)")
                .isNotEqualTo("Windows");
        assumeInterruptsArrive();
        Path folder = root.resolve("interrupted run");
        Path yaml = Files.writeString(root.resolve("long.yaml"), LONG_TRIALS);
        Process process = RunMain.start(folder, yaml);
        String output;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            waitFor(out, "started");
            process.waitFor(300, TimeUnit.MILLISECONDS);
            assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            output = String.join("\n", out.lines().toList());
        }
        assertThat(process.waitFor()).isEqualTo(130);
        assertThat(output).contains("trial INTERRUPTED").contains("ended");
        List<TrialRecord> journal =
                ResultsReader.readJournal(folder.resolve(RunFolder.RESULTS)).value();
        assertThat(journal).hasSizeBetween(1, 2).allMatch(trial -> trial.outcome() == Outcome.INTERRUPTED);
        assertThat(Validator.validate(folder).findings()).isEmpty();
        assertThat(folder.resolve("lines.txt")).exists();
        assertThat(Harness.read(List.of(folder)).warnings()).isEmpty();
    }

    /** A shell ignores SIGINT in what it starts in the background, and children inherit that: nothing to test then. */
    private static void assumeInterruptsArrive() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.isReadable(status)) {
            try (Stream<String> lines = Files.lines(status)) {
                assumeThat(lines.filter(line -> line.startsWith("SigIgn:"))
                                .anyMatch(line -> (Long.parseUnsignedLong(
                                                        line.substring(7).strip(), 16)
                                                & 2)
                                        != 0))
                        .as("SIGINT is ignored here")
                        .isFalse();
            }
        }
    }

    @Test
    void aSecondProcessIsToldWhoHoldsTheFolder() throws Exception {
        Path folder = root.resolve("held run");
        Path yaml = Files.writeString(root.resolve("long.yaml"), LONG_TRIALS);
        Process first = RunMain.start(folder, yaml);
        try (BufferedReader out = first.inputReader(StandardCharsets.UTF_8)) {
            waitFor(out, "started");
            Process second = RunMain.start(folder, yaml);
            String output = drain(second);
            assertThat(second.waitFor()).isNotZero();
            assertThat(output).contains("is in use by process " + first.pid());
        } finally {
            first.destroyForcibly().waitFor();
        }
    }

    private static Map<String, TrialRecord> done(Path folder) {
        Path journal = folder.resolve(RunFolder.RESULTS);
        return Files.exists(journal)
                ? ResultsReader.lastAttempts(ResultsReader.readJournal(journal).value())
                : Map.of();
    }

    private static void waitFor(BufferedReader out, String word) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(word)) {
                return;
            }
        }
    }

    private static String drain(Process process) throws IOException {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            return String.join("\n", out.lines().toList());
        }
    }
}
