package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.record.ReportWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a plugin does to its process: it is named, the others work, and the answer is the command's own. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class MisbehavingPluginsTest {
    @TempDir
    private Path folder;

    private Path plugins = Path.of("");

    @BeforeEach
    void folder() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        PluginJar.write(
                plugins.resolve("good.jar"),
                List.of("com/acme/MinimalGatedCell.class"),
                Map.of(Cell.class, "com.acme.MinimalGatedCell"));
    }

    private void pack(String jar, Class<?> kind, String... providers) throws IOException {
        List<String> classes =
                new ArrayList<>(List.of("com/acme/MinimalGatedCell.class", "com/acme/Misbehaving.class"));
        Stream.of(providers)
                .map(name -> "com/acme/Misbehaving$" + name + ".class")
                .forEach(classes::add);
        PluginJar.write(
                plugins.resolve(jar),
                classes,
                Map.of(kind, "com.acme.Misbehaving$" + String.join("\ncom.acme.Misbehaving$", providers)));
    }

    private Cli.Run launch(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Launched.LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--plugins", plugins.toString()));
        return Launched.run(folder, Map.of(), command.toArray(String[]::new));
    }

    @Test
    void whatEndsTheProcessIsNamedAndTheOthersWork() throws Exception {
        pack("exits.jar", Cell.class, "Exits", "ExitsAtOnce");
        pack("halts.jar", Cell.class, "Halts");

        Cli.Run run = launch("list", "cells", "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().path("data").findValuesAsText("id")).contains("acme:mgu", "rnn");
        assertThat(warnings(run))
                .hasSize(3)
                .anyMatch(line ->
                        line.matches("cell 'com.acme.Misbehaving.Exits' from .*exits.jar: in the constructor, .*"
                                + "exit code 0: System.exit was called"))
                .anyMatch(line -> line.matches("cell 'com.acme.Misbehaving.ExitsAtOnce' from .*exits.jar: .*"
                        + "exit code 0: System.exit was called"))
                .anyMatch(line -> line.matches(
                        "cell 'com.acme.Misbehaving.Halts' from .*halts.jar: in description, .*exit code 0"));
        assertThat(run.err().lines()).hasSize(3);
    }

    @Test
    void anEndThatNothingForesawIsNoSuccessAndNamesThePlugin() throws Exception {
        pack("late.jar", Cell.class, "ExitsLate");
        pack("backend.jar", Backend.class, "ExitingBackend");
        String experiment = Experiments.tiny(folder).toString();

        Cli.Run planning = launch("run", experiment, "--cell", "acme:exitslate", "--set", "cell.hidden=13", "--json");
        assertThat(planning.code()).as(planning.err()).isEqualTo(6);
        assertThat(planning.json().at("/error/message").asText())
                .contains("System.exit was called at", "Misbehaving$ExitsLate.define")
                .contains("define of cell 'acme:exitslate' from " + plugins.resolve("late.jar"));

        Cli.Run running = launch("run", experiment, "--backend", "cpu,acme:exiting", "--out", "out");
        assertThat(running.code()).as(running.err()).isEqualTo(6);
        assertThat(running.err())
                .contains("open of backend 'acme:exiting' from " + plugins.resolve("backend.jar"), "resume");
        assertThat(Cli.run("validate", folder.resolve("out").toString()).code()).isZero();
        assertThat(Files.readString(folder.resolve("out/results.jsonl"))).contains("COMPLETED");
    }

    @Test
    void aCellThatFailsFailsItsTrialsAlone() throws Exception {
        pack("failing.jar", Cell.class, "Throws", "Deep");
        pack("report.jar", ReportWriter.class, "FailingReport");
        String[] choice = {"run", Experiments.tiny(folder).toString(), "--cell", "acme:throws,rnn,acme:deep", "--json"};

        Cli.Run run = launch(
                Stream.concat(Stream.of(choice), Stream.of("--out", "out")).toArray(String[]::new));

        assertThat(run.code()).as(run.err()).isEqualTo(3);
        assertThat(run.json().at("/data/trials").findValuesAsText("outcome"))
                .containsExactlyInAnyOrder("failed", "completed", "failed");
        assertThat(run.json().at("/data/trials").findValuesAsText("failure"))
                .containsExactlyInAnyOrder(
                        "cell 'acme:throws' from " + plugins.resolve("failing.jar")
                                + ": define threw IllegalStateException: no luck today",
                        "cell 'acme:deep' from " + plugins.resolve("failing.jar")
                                + ": define threw StackOverflowError");
        assertThat(Cli.run("validate", folder.resolve("out").toString()).code()).isZero();

        assertThat(folder.resolve("out/report.html")).isNotEmptyFile();
        assertThat(folder.resolve("out/failing.txt")).doesNotExist();
        assertThat(run.json().path("warnings").toString()).contains("report 'acme:failing'", "out of paper");

        Cli.Run report = launch("report", "out", "--format", "acme:failing");
        assertThat(report.code()).isEqualTo(6);
        assertThat(report.out()).isEmpty();
        assertThat(report.err()).contains("report 'acme:failing' cannot be made: out of paper");

        Cli.Run dry =
                launch(Stream.concat(Stream.of(choice), Stream.of("--dry-run")).toArray(String[]::new));
        assertThat(dry.code()).isEqualTo(3);
        assertThat(dry.json().at("/data/trials").findValuesAsText("fails"))
                .hasSize(2)
                .anyMatch(line -> line.endsWith("define threw IllegalStateException: no luck today"));
    }

    @Test
    void theStreamsOfTheProcessAreTheCommandsOwn() throws Exception {
        pack("noisy.jar", Cell.class, "Noisy");

        for (String verb : List.of("list cells", "env", "completion")) {
            Cli.Run run = launch((verb + " --json").split(" "));
            assertThat(run.code()).as(verb + run.err()).isZero();
            assertThat(run.json().path("command").asText()).isEqualTo(verb.split(" ")[0]);
            assertThat(run.err()).contains("noise of a class", "noise of a constructor");
        }
        pack("lingers.jar", Cell.class, "Lingers");
        Cli.Run piped = Launched.run(
                folder,
                Map.of(),
                "sh",
                "-c",
                "printf 'rest of a script\n' | { \"$0\" list cells acme:noisy --plugins plugins; cat; }",
                Launched.LAUNCHER.toString());
        assertThat(piped.out()).startsWith("acme:noisy  a cell that misbehaves").endsWith("rest of a script\n");
        assertThat(piped.err()).doesNotContain("noise of a reader");
    }

    private static List<String> warnings(Cli.Run run) {
        List<String> lines = new ArrayList<>();
        for (JsonNode warning : run.json().path("warnings")) {
            lines.add(warning.asText());
        }
        return lines;
    }
}
