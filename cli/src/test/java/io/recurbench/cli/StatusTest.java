package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code status} and {@code runs}: over runs that go on, were killed, are complete, and over what is no run. */
class StatusTest {
    @TempDir
    private Path folder;

    private Path runs = Path.of("");

    @BeforeEach
    void make() throws IOException {
        runs = Files.createDirectory(folder.resolve("runs"));
    }

    private static JsonNode status(Path run) {
        Cli.Run found = Cli.run("status", run.toString(), "--json");
        assertThat(found.code()).as(found.err()).isZero();
        return found.json().path("data");
    }

    private Path complete() throws IOException {
        Path run = runs.resolve("tiny");
        Cli.Run ran =
                Cli.run("run", Experiments.tiny(folder).toString(), "--scale", "smoke", "--out", run.toString(), "-q");
        assertThat(ran.code()).as(ran.err()).isZero();
        return run;
    }

    @Test
    void aRunThatGoesOnIsSeenWithItsWorkersAndOneThatIsKilledIsNot() throws Exception {
        Path run = runs.resolve("endless");
        Launched launched = Launched.start(
                folder,
                Map.of(),
                Launched.LAUNCHER.toString(),
                "run",
                Experiments.endless(folder).toString(),
                "--out",
                run.toString(),
                "--progress=plain",
                "--verbose",
                "--checkpoint-every=100u");
        ProcessHandle process = ProcessHandle.of(launched.pid()).orElseThrow();
        try {
            launched.awaitError("update 100,");
            JsonNode found = status(run);
            while (found.at("/workers/0/training/update").asLong() == 0) {
                // Until the next beat.
                assertThat(process.isAlive()).isTrue();
                found = status(run);
            }
            assertThat(found.path("state").asText()).isEqualTo("running");
            assertThat(found.path("holder").asText()).startsWith("process ");
            assertThat(found.path("left").asInt()).isOne();
            assertThat(found.at("/workers/0/name").asText()).contains("parity");
            Cli.Run text = Cli.run("status", run.toString());
            assertThat(text.out())
                    .contains(run + ": running, process ", "0 done, 0 failed, 1 left", "running now: 1", ": update ");
            assertThat(Cli.run("runs", runs.toString()).out()).containsPattern("endless +\\S+ .* running");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.onExit().join();
        }
        assertThat(run.resolve(RunFolder.LIVE)).as("it was killed").exists();
        JsonNode killed = status(run);
        assertThat(killed.path("state").asText()).isEqualTo("stopped");
        assertThat(killed.path("workers")).isEmpty();
        assertThat(killed.path("holder").isNull()).isTrue();
        assertThat(Cli.run("status", run.toString()).out()).contains("stopped", "Go on with: recurbench resume " + run);
    }

    @Test
    void aCompleteRunIsToldWithItsScaleAndLeavesNothingBeside() throws IOException {
        Path run = complete();
        assertThat(run.resolve(RunFolder.LIVE)).doesNotExist();
        JsonNode found = status(run);
        assertThat(found.path("state").asText()).isEqualTo("complete");
        assertThat(found.path("scale").asText()).isEqualTo("smoke");
        assertThat(found.path("done").asInt()).isEqualTo(2);
        assertThat(found.at("/outcomes/completed").asInt()).isEqualTo(2);
        assertThat(found.path("trialsPerHour").isNull()).isTrue();
        assertThat(Cli.run("status", run.toString()).out())
                .contains("tiny at scale smoke: Two cells on parity", "2 trials: 2 done, 0 failed, 0 left")
                .doesNotContain("Go on with");
    }

    @Test
    void aShardIsToldAsSuchAndIsCompleteWhenItsOwnTrialsAreDone() throws IOException {
        Path part = runs.resolve("part");
        Cli.Run ran = Cli.run(
                "run", Experiments.tiny(folder).toString(), "--shard", "1/2", "--out", part.toString(), "--quiet");
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonNode found = status(part);
        assertThat(found.path("shard").asText()).isEqualTo("1/2");
        assertThat(found.path("state").asText()).isEqualTo("complete");
        assertThat(Cli.run("status", part.toString()).out()).contains("tiny, shard 1/2: ");
        assertThat(Cli.run("runs", runs.toString()).out()).contains("tiny 1/2");
    }

    @Test
    void aFolderOfRunsIsListedAndOneThatCannotBeReadTakesNoOtherWithIt() throws IOException {
        Path run = complete();
        Path broken = Files.createDirectory(runs.resolve("broken"));
        Files.writeString(broken.resolve(RunFolder.MANIFEST), "{");
        Files.createDirectories(runs.resolve("empty/deep"));
        Cli.Run listed = Cli.run("runs", runs.toString(), "--json");
        assertThat(listed.code()).isZero();
        assertThat(listed.json().at("/data/runs").findValuesAsText("folder")).containsExactly(run.toString());
        assertThat(listed.json().at("/data/unreadable/0/folder").asText()).isEqualTo(broken.toString());
        assertThat(listed.err()).contains("warning: ", "manifest.json");
        assertThat(Cli.run("runs", runs.toString()).out())
                .containsPattern("(?m)^tiny +tiny +smoke +2/2 +0 .* complete$");
        // The folder of a run itself is one, too.
        assertThat(Cli.run("runs", run.toString()).out()).contains(run.toString(), "complete");
        assertThat(Cli.run("runs", runs.resolve("empty").toString()).out()).contains("There is no run in");
    }

    @Test
    void whatIsNoRunIsRefusedWithWhatWasExpected() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        for (Path wrong : new Path[] {folder.resolve("none"), file, folder}) {
            Cli.Run refused = Cli.run("status", wrong.toString());
            assertThat(refused.code()).as(refused.err()).isEqualTo(2);
            assertThat(refused.err()).contains(wrong.toString(), "expected");
        }
        for (Path wrong : new Path[] {folder.resolve("none"), file}) {
            Cli.Run refused = Cli.run("runs", wrong.toString());
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).contains(wrong.toString(), "expected", "run quickstart");
        }
        Path run = complete();
        Files.writeString(run.resolve(RunFolder.LIVE), "{\"schemaVersion\"");
        Cli.Run half = Cli.run("status", run.toString());
        assertThat(half.code()).isZero();
        assertThat(half.err()).contains("warning: ", "live.json");
        Files.writeString(run.resolve(RunFolder.RESULTS), "{\n");
        assertThat(Cli.run("status", run.toString()).code()).isEqualTo(5);
    }
}
