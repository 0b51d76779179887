package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.results.ResultsReader;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --watch}: the page of a run while it goes on, and what is left of it. */
class WatchTest {
    @TempDir
    private Path folder;

    @Test
    void thePageIsThereWhileTheRunGoesOnAndTheLastOneIsThatOfARunThatNobodyWatched() throws Exception {
        Path run = folder.resolve("endless");
        Launched launched = Launched.start(
                folder,
                Map.of(),
                Launched.LAUNCHER.toString(),
                "run",
                Experiments.endless(folder).toString(),
                "--out",
                run.toString(),
                "--watch",
                "--progress=plain");
        ProcessHandle process = ProcessHandle.of(launched.pid()).orElseThrow();
        try {
            launched.awaitError("Page: " + run.resolve(RunFolder.REPORT));
            Path page = run.resolve(RunFolder.REPORT);
            String seen = "";
            while (!seen.contains("figure-live-0-0")) {
                assertThat(process.isAlive()).isTrue();
                seen = Files.exists(page) ? Files.readString(page) : "";
            }
            assertThat(seen).contains("Under way", "rnn on parity, cpu, seed 0", ", loss ", "location.reload()");
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.onExit().join();
        }
        assertEndedAndTheSameAsMadeAgain(run);
    }

    @Test
    void aRunThatEndsLeavesTheSamePageAsWithoutAndNoWordOfIt() throws IOException {
        Path run = folder.resolve("tiny");
        Cli.Run ran = Cli.run(
                "run", Experiments.tiny(folder).toString(), "--out", run.toString(), "--watch", "--scale", "smoke");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ResultsReader.readManifest(new RunFolder(run)).command())
                .doesNotContain("--watch")
                .contains("--scale");
        assertEndedAndTheSameAsMadeAgain(run);
        assertThat(Cli.run("resume", run.toString(), "--watch").code()).isZero();
        assertEndedAndTheSameAsMadeAgain(run);
    }

    private static void assertEndedAndTheSameAsMadeAgain(Path run) throws IOException {
        Path page = run.resolve(RunFolder.REPORT);
        String last = Files.readString(page);
        assertThat(last).doesNotContain("Under way", "location.reload", "http-equiv=\"refresh\"");
        assertThat(Cli.run(
                                "report",
                                run.toString(),
                                "--out",
                                run.resolve("again.html").toString())
                        .code())
                .isZero();
        assertThat(run.resolve("again.html")).hasSameBinaryContentAs(page);
    }
}
