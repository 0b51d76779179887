package io.recurbench.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFolderTest {
    @TempDir
    Path root;

    /** Its classes, which Maven leaves beside the jar, would be taken for a plugin too, and the jar for its copy. */
    @Test
    void aProjectThatIsBuiltStandsForItsPlugins() throws IOException {
        Path project = Files.createDirectories(root.resolve("mine"));
        Path target = project.resolve("target");
        assertThat(PluginFolder.built(project)).as("a folder like any other").isEqualTo(project);
        Files.createFile(project.resolve("pom.xml"));
        assertThat(PluginFolder.built(project)).as("not built").isEqualTo(project);

        Path plugins = Files.createDirectories(target.resolve("plugins"));

        assertThat(PluginFolder.built(project)).isEqualTo(plugins);
        assertThat(PluginFolder.built(target)).isEqualTo(plugins);
        assertThat(PluginFolder.built(plugins)).isEqualTo(plugins);
        assertThat(PluginFolder.built(Files.createDirectories(root.resolve("target"))))
                .as("of no project")
                .isEqualTo(root.resolve("target"));
    }
}
