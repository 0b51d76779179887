package io.recurbench.harness.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.harness.discovery.PluginJars;
import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.discovery.PluginSource;
import io.recurbench.harness.discovery.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a process does not survive is found out in another one. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RehearsalTest {
    @TempDir
    Path root;

    @Test
    void whatAProcessDoesNotSurviveIsRefused() throws IOException {
        Path classes = PluginJars.folder(
                root,
                List.of(
                        PluginJars.cell("Good", "acme:good", ""),
                        PluginJars.cell("Hangs", "acme:hangs", "static { while (true) { Thread.onSpinWait(); } }")
                                .replace("while (true)", "while (System.nanoTime() != 0)"),
                        PluginJars.cell("Throws", "acme:throws", "int x = 1 / Integer.parseInt(\"0\");"),
                        PluginJars.cell("Interrupts", "acme:interrupts", "")
                                .replace(
                                        "return \"acme:interrupts\"",
                                        "Thread.currentThread().interrupt(); return \"acme:interrupts\""),
                        PluginJars.cell("Exits", "acme:exits", "")
                                .replace("return s.input();", "System.exit(3); return null;")),
                List.of("plug.Hangs", "plug.Throws", "plug.Interrupts", "plug.Exits", "plug.Good"));
        PluginPath path =
                PluginPath.of(List.of(PluginJars.jar(classes, root.resolve("some.jar"), PluginSource.SPI_VERSION)));
        RehearsalMemory memory = new RehearsalMemory(root.resolve("caches"));

        PluginPath rehearsed = new Rehearsal(ChildMain::command, Duration.ofSeconds(3), memory).of(path);

        String jar = root.toRealPath().resolve("some.jar").toString();
        assertThat(rehearsed.entries()).isEqualTo(path.entries());
        assertThat(rehearsed.refusals())
                .containsExactly(
                        new Refusal("plug.Hangs", jar, "the constructor did not return within 3 s"),
                        new Refusal(
                                "plug.Exits",
                                jar,
                                "in define, its process ended with exit code 3: System.exit was called"));
        assertThat(memory.knows(path)).isFalse();
        assertThat(ProcessHandle.current().descendants())
                .noneMatch(process -> process.info().commandLine().orElse("").contains(ChildMain.class.getName()));
    }

    @Test
    void whatWasSurvivedIsRememberedUntilAJarChanges() throws IOException {
        Path jar = PluginJars.jarOfCell(root, "Good", "acme:good", "");
        PluginPath path = PluginPath.of(List.of(jar));
        RehearsalMemory memory = RehearsalMemory.ofUser(Map.of("XDG_CACHE_HOME", root.toString()));
        Rehearsal rehearsal = new Rehearsal(ChildMain::command, Duration.ofSeconds(60), memory);

        assertThat(rehearsal.of(path)).isEqualTo(path);
        assertThat(memory.knows(path)).isTrue();
        assertThat(root.resolve("recurbench/plugins")).isDirectoryContaining(Files::isRegularFile);

        PluginJars.jarOfCell(root, "Good", "acme:better", "");
        assertThat(memory.knows(path)).isFalse();
        assertThat(rehearsal.of(PluginPath.EMPTY)).isEqualTo(PluginPath.EMPTY);
    }

    @Test
    void withoutAProcessPluginsAreTakenAsTheyAre() throws IOException {
        PluginPath path = PluginPath.of(List.of(PluginJars.jarOfCell(root, "Good", "acme:good", "")));
        RehearsalMemory memory = new RehearsalMemory(root.resolve("caches"));
        ChildCommand none = new ChildCommand(List.of(root.resolve("no java").toString()), "", "Main", PluginPath.EMPTY);

        assertThat(new Rehearsal(() -> none, Duration.ofSeconds(3), memory).of(path))
                .isEqualTo(path);
        assertThat(memory.knows(path)).isFalse();
    }
}
