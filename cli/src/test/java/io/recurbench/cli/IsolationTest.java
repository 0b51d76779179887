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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Trials in processes of their own, as the launcher starts them. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class IsolationTest {
    @TempDir
    private Path folder;

    @Test
    void onCpuTheResultsAreTheSameBitsAsInOneProcess() throws Exception {
        String experiment = Experiments.tiny(folder).toString();
        JsonNode never = trials(launch("run", experiment, "--out", "never", "--isolate", "never", "--json"));
        // Also under a limit that no long of nanoseconds holds.
        JsonNode always = trials(
                launch("run", experiment, "--out", "always", "--isolate", "always", "--timeout", "9999999h", "--json"));

        assertThat(always).isEqualTo(never).hasSize(2);
        try (var files = Files.list(folder.resolve("never/checkpoints"))) {
            List<Path> kept = files.toList();
            assertThat(kept)
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(
                                    folder.resolve("always/checkpoints").resolve(file.getFileName()))
                            .hasSameBinaryContentAs(file));
        }
    }

    @Test
    void aPluginThatTakesItsProcessDownIsOneFailedTrial() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("my plugins"));
        PluginJar.write(
                plugins.resolve("crashing.jar"),
                List.of("com/acme/CrashingBackend.class"),
                Map.of(Backend.class, "com.acme.CrashingBackend"));
        Cli.Run run = launch(
                "run",
                Experiments.tiny(folder).toString(),
                "--plugins",
                plugins.toString(),
                "--backend",
                "acme:crashing,cpu",
                "--out",
                "out",
                "--json");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.json().at("/data/trials").findValuesAsText("outcome"))
                .containsExactlyInAnyOrder("failed", "completed", "failed", "completed");
        assertThat(run.json().at("/data/trials").findValuesAsText("failure"))
                .hasSize(2)
                .allMatch(failure -> failure.equals("the process of backend 'acme:crashing' ended with exit code 9"));
        assertThat(Files.readString(folder.resolve("out/results.jsonl"))).contains("crashing, as ever");
        assertThat(Files.readString(folder.resolve("out/report.html"))).contains("ended with exit code 9");
    }

    private static JsonNode trials(Cli.Run run) {
        assertThat(run.code()).as(run.err()).isZero();
        return run.json().at("/data/trials");
    }

    private Cli.Run launch(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Launched.LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        return Launched.run(folder, Map.of(), command.toArray(String[]::new));
    }
}
