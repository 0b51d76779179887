package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C and SIGTERM on a running process. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class InterruptTest {
    @TempDir
    private Path folder;

    @Test
    void theFirstInterruptEndsInGoodOrderAndSaysHowToGoOn() throws Exception {
        Launched run = running();
        signal("INT", run);
        Cli.Run end = run.end();

        assertThat(end.code()).isEqualTo(130);
        assertThat(end.err()).contains("Stopping after the current step").contains("recurbench resume out");
        assertThat(end.json().at("/error/kind").asText()).isEqualTo("interrupted");
        assertThat(end.json().at("/data/trials/0/outcome").asText()).isEqualTo("interrupted");
        assertThat(folder.resolve("out/report.html")).isNotEmptyFile();
        assertThat(Cli.run("validate", folder.resolve("out").toString()).code()).isZero();
    }

    @Test
    void theEndOfTheSystemLeavesAValidJournal() throws Exception {
        Launched run = running();
        signal("TERM", run);
        Cli.Run end = run.end();

        assertThat(end.code()).isIn(130, 143);
        assertThat(Cli.run("validate", folder.resolve("out").toString()).code()).isZero();
    }

    private Launched running() throws IOException {
        Launched run = Launched.start(
                folder,
                Map.of(),
                Launched.LAUNCHER.toString(),
                "run",
                Experiments.endless(folder).toString(),
                "--out",
                "out",
                "--json",
                "--verbose",
                "--progress",
                "plain");
        run.awaitError("update 100,");
        return run;
    }

    private static void signal(String name, Launched run) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(run.pid()))
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }
}
