package io.recurbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.results.AtomicFile;
import io.recurbench.results.CanonicalJson;
import io.recurbench.results.ResultsReader;
import io.recurbench.results.RunFolder;
import io.recurbench.results.Validator;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two machines on one shared folder, whose file system has lost the lock; one of them falls asleep. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TwoMachinesTest {
    private static final String YAML = """
            id: shared
            tasks: [{id: first, options: {slow: 500}}]
            cells: [tiny]
            backends: [reference]
            seeds: 8
            training: {updates: 1600, batch: 4, evaluate-every: 400}
            """;

    @TempDir
    private Path root;

    @Test
    void aSleeperLosesTheFolderAndWritesNothingMore() throws Exception {
        Path folder = root.resolve("run");
        Process first = start(folder, "first");
        Process second = null;
        try (BufferedReader said = first.inputReader(StandardCharsets.UTF_8)) {
            await(said, "started");
            // What a file system without locks comes to: the second sees none.
            Files.delete(folder.resolve(RunFolder.LOCK));
            Process refused = start(folder, "second");
            assertThat(new String(refused.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("in use by process " + first.pid(), "of another machine");
            assertThat(refused.waitFor()).isNotZero();

            await(said, "trial");
            signal("STOP", first);
            Files.deleteIfExists(folder.resolve(RunFolder.LOCK));
            second = start(folder, "second");
            String other = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(second.waitFor()).as(other).isZero();
            Map<String, String> before = contents(folder);

            signal("CONT", first);
            assertThat(first.waitFor()).isNotZero();
            assertThat(said.lines().toList()).anyMatch(line -> line.contains("RecurbenchException"));
            assertThat(contents(folder)).isEqualTo(before);
        } finally {
            first.destroyForcibly();
            if (second != null) {
                second.destroyForcibly();
            }
        }
        List<TrialRecord> journal =
                ResultsReader.readJournal(folder.resolve(RunFolder.RESULTS)).value();
        assertThat(journal)
                .extracting(TrialRecord::key)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        ResultsReader.readManifest(new RunFolder(folder)).plannedTrials());
        assertThat(journal).allMatch(trial -> trial.outcome() == Outcome.COMPLETED);
        assertThat(Validator.validate(folder).findings()).isEmpty();
    }

    private Process start(Path folder, String machine) throws IOException {
        Path yaml = root.resolve("shared.yaml");
        if (!Files.exists(yaml)) {
            Files.writeString(yaml, YAML);
        }
        return RunMain.start(folder, yaml, machine);
    }

    private static void await(BufferedReader out, String word) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(word)) {
                return;
            }
        }
        throw new AssertionError("it ended without a line that starts with " + word);
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Every file with the digest of its content, but for locks and for what a sleeper is in the middle of. */
    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (!name.equals(RunFolder.LOCK) && !AtomicFile.isAside(name)) {
                    contents.put(folder.relativize(file).toString(), CanonicalJson.sha256(Files.readAllBytes(file)));
                }
            }
        }
        return contents;
    }
}
