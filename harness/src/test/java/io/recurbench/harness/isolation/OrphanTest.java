package io.recurbench.harness.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** No child outlives its parent, however that dies and whatever the child is doing. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OrphanTest {
    @TempDir
    Path folder;

    @Test
    void aChildThatHangsEndsWithAParentThatIsKilled() throws Exception {
        Path yaml = Files.writeString(folder.resolve("hang.yaml"), """
                id: hang
                tasks: [first]
                cells: [tiny]
                backends: [{id: wild, options: {act: hang}}]
                training: {updates: 6, batch: 4, evaluate-every: 1}
                """);
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ParentMain.class.getName(),
                        folder.resolve("run").toString(),
                        yaml.toString())
                .redirectErrorStream(true)
                .start();
        List<ProcessHandle> children;
        try (var out = parent.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.lines().anyMatch(line -> line.equals("evaluated 2"))).isTrue();
            children = parent.descendants().toList();
            parent.destroyForcibly().waitFor();
        }
        assertThat(children).hasSize(1);
        children.get(0).onExit().get(30, TimeUnit.SECONDS);
        assertThat(children.get(0).isAlive()).isFalse();
    }
}
