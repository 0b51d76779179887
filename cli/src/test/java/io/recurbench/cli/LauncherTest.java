package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recurbench.api.cell.Cell;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in processes of its own, on the classes under test instead of a build. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
    @TempDir
    private Path folder;

    @Test
    void startsThroughALinkFromAFolderWithSpaces() throws Exception {
        Path place = Files.createDirectory(folder.resolve("a place with spaces"));
        Path link = Files.createSymbolicLink(place.resolve("bench"), Launched.LAUNCHER);

        Cli.Run run = Launched.run(place, Map.of(), link.toString(), "--version");

        Files.delete(link);
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("recurbench ");
    }

    @Test
    void theLineAboutTheIncubatorIsDroppedAndNothingElse() throws Exception {
        Cli.Run run = Launched.run(folder, Map.of(), Launched.LAUNCHER.toString(), "list", "cels");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("recurbench: cannot list 'cels', did you mean 'cells'?")
                .doesNotContain("incubator");
    }

    @Test
    void whatTheJvmSaysBeforeItStartsIsShown() throws Exception {
        Cli.Run refused = Launched.run(
                folder,
                Map.of("RECURBENCH_JAVA_OPTIONS", "-XX:+NoSuchFlag"),
                Launched.LAUNCHER.toString(),
                "--version");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err() + refused.out()).contains("NoSuchFlag");

        Cli.Run picked = Launched.run(
                folder, Map.of("JAVA_TOOL_OPTIONS", "-Dsome.property=1"), Launched.LAUNCHER.toString(), "--version");
        assertThat(picked.code()).isZero();
        assertThat(picked.err()).startsWith("Picked up JAVA_TOOL_OPTIONS").doesNotContain("incubator");
    }

    @Test
    void secretsAmongTheFlagsOfTheJvmStandInNoFileAndNoAnswer() throws Exception {
        Map<String, String> environment = Map.of(
                "RECURBENCH_JAVA_OPTIONS", "-Xmx512m -Dmy.password=hunter2",
                "JAVA_TOOL_OPTIONS", "-Dhttp.proxyPassword='hunter3 hunter4' -Duser.timezone=UTC");
        Cli.Run run = Launched.run(
                folder,
                environment,
                Launched.LAUNCHER.toString(),
                "run",
                Experiments.tiny(folder).toString(),
                "--out",
                "out",
                "--isolate",
                "always");
        Cli.Run env = Launched.run(folder, environment, Launched.LAUNCHER.toString(), "env");
        Cli.Run doctor = Launched.run(folder, environment, Launched.LAUNCHER.toString(), "doctor", "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Files.readString(folder.resolve("out/manifest.json")))
                .contains("-Xmx512m -Dmy.password=***", "-Dhttp.proxyPassword=*** -Duser.timezone=UTC");
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            assertThat(files.filter(Files::isRegularFile).toList())
                    .hasSizeGreaterThan(4)
                    .allSatisfy(file -> assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .doesNotContain("hunter"));
        }
        assertThat(run.out() + env.out() + doctor.out()).doesNotContain("hunter");
    }

    @Test
    void aMissingJdkIsNamedWithWhatToDo() throws Exception {
        Cli.Run run = Launched.run(
                folder, Map.of("JAVA_HOME", "/no/\"such\" jdk"), Launched.LAUNCHER.toString(), "list", "--json");

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.err()).contains("JAVA_HOME is /no/\"such\" jdk").contains("version 17");
        assertThat(run.json().at("/error/kind").asText()).isEqualTo("environment");
    }

    @Test
    void anOldJdkIsRefused() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
        assertThat(Files.createFile(bin.resolve("java")).toFile().setExecutable(true))
                .isTrue();
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"1.8.0_292\"\n");

        Cli.Run run = Launched.run(
                folder, Map.of("JAVA_HOME", folder.resolve("jdk").toString()), Launched.LAUNCHER.toString());

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.err()).contains("is Java 1.8.0_292, which is too old");
    }

    @Test
    void aPluginFolderThatIsNotThereIsAnError() throws Exception {
        Cli.Run run = Launched.run(
                folder,
                Map.of(),
                Launched.LAUNCHER.toString(),
                "plugins",
                "--plugins=nowhere\u001b[2J\nFORGED",
                "--json");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.json().at("/error/message").asText()).contains("nowhere?[2J?FORGED");
        assertThat(run.err()).contains("nowhere?[2J?FORGED").doesNotContain("\u001b", "\nFORGED");
    }

    /** Java's class path would end an entry there, and find nothing. */
    @Test
    void aColonInThePathOfACheckoutIsNamed() throws Exception {
        Path checkout = Files.createDirectory(folder.resolve("12:30 checkout"));
        Path launcher = Files.copy(Launched.LAUNCHER, checkout.resolve("recurbench"));

        Cli.Run run =
                Launched.run(folder, Map.of(Launched.CLASS_PATH, ""), launcher.toString(), "list", "cells", "--json");

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.json().at("/error/message").asText())
                .contains("the path of this checkout has a ':' in it", checkout.toString());
        assertThat(checkout.resolve("cli")).doesNotExist();
    }

    /** Plugins stand on no class path. */
    @Test
    void aColonInThePathOfPluginsIsNothingSpecial() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("a:b"));
        PluginJar.write(
                plugins.resolve("x:y.jar"),
                List.of("com/acme/MinimalGatedCell.class"),
                Map.of(Cell.class, "com.acme.MinimalGatedCell"));

        Cli.Run run = Launched.run(folder, Map.of(), Launched.LAUNCHER.toString(), "list", "cells", "--plugins", "a:b");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("acme:mgu");

        Cli.Run list = Launched.run(
                folder,
                Map.of("RECURBENCH_PLUGINS", plugins + ":" + plugins),
                Launched.LAUNCHER.toString(),
                "list",
                "cells");
        assertThat(list.code()).isEqualTo(2);
        assertThat(list.err())
                .contains("is not there: name one folder, with a jar or a folder of jars for each plugin");
    }

    @Test
    void aJarInPlaceOfItsFolderIsToldApartFromNothing() throws Exception {
        Path jar = Files.createFile(folder.resolve("mine.jar"));
        Cli.Run run = Launched.run(
                folder, Map.of(), Launched.LAUNCHER.toString(), "list", "cells", "--plugins", jar.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(jar + " is a file: name the folder that it lies in");
    }

    @Test
    void aPluginFolderWithoutAJarIsNamed() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Cli.Run run = Launched.run(
                folder, Map.of("RECURBENCH_PLUGINS", empty.toString()), Launched.LAUNCHER.toString(), "list", "cells");

        assertThat(run.code()).isZero();
        assertThat(run.err())
                .isEqualTo("recurbench: warning: the plugin folder " + empty + " holds no jar and no folder of jars\n");
    }

    @Test
    void numbersAreTheSameUnderAnyLocale() throws Exception {
        String turkish = "-Duser.language=tr -Duser.country=TR";
        Cli.Run run = Launched.run(
                folder,
                Map.of("RECURBENCH_JAVA_OPTIONS", turkish),
                Launched.LAUNCHER.toString(),
                "list",
                "cells",
                "--json");
        Cli.Run plain = Launched.run(folder, Map.of(), Launched.LAUNCHER.toString(), "list", "cells", "--json");

        assertThat(run.json()).isEqualTo(plain.json());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskUnderStandardOutputIsAnError() throws Exception {
        Cli.Run run = Launched.run(folder, Map.of(), "sh", "-c", Launched.LAUNCHER + " list cells > /dev/full");

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.err()).contains("standard output could not be written");
    }

    @Test
    void anErrorOfTheLauncherHasTheEnvelopeOfAllErrors() throws Exception {
        JsonNode ours = Cli.run("list", "nothing", "--json").json();
        JsonNode launchers = new JsonMapper()
                .readTree(Launched.run(folder, Map.of("JAVA_HOME", "/nowhere"), Launched.LAUNCHER.toString(), "--json")
                        .out());

        assertThat(launchers.fieldNames()).toIterable().containsExactlyElementsOf(ours::fieldNames);
        assertThat(launchers.path("schema")).isEqualTo(ours.path("schema"));
    }
}
