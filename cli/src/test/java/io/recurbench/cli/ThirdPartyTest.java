package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.LoopsBackend;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.task.Suite;
import io.recurbench.harness.discovery.PluginSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Plugins in jars of their own, found through --plugins: the examples and broken ones beside them. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ThirdPartyTest {
    @TempDir
    private Path folder;

    private Path plugins = Path.of("");

    @BeforeEach
    void pack() throws IOException {
        plugins = Files.createDirectory(folder.resolve("my plugins"));
        PluginJar.write(
                plugins.resolve("examples.jar"),
                examples(),
                Map.of(
                        Cell.class, "com.acme.MinimalGatedCell",
                        Suite.class, "com.acme.MajoritySuite",
                        ReportWriter.class, "com.acme.CsvReport",
                        Backend.class, "com.acme.LoopsBackend"));
        PluginJar.write(
                plugins.resolve("throwing.jar"),
                List.of("com/acme/ThrowingCell.class"),
                Map.of(Cell.class, "com.acme.ThrowingCell"));
        PluginJar.write(plugins.resolve("missing.jar"), List.of(), Map.of(Backend.class, "com.acme.NotThere"));
    }

    private static List<String> examples() throws IOException {
        Path root = Path.of(LoopsBackend.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        try (Stream<Path> files = Files.list(root.resolve("com/acme"))) {
            return files.map(file -> "com/acme/" + file.getFileName())
                    .filter(name ->
                            name.matches(".*/(Loops|Minimal|Majority|Csv|majority).*") && !name.contains("Test"))
                    .toList();
        }
    }

    private Cli.Run launch(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(Launched.LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        command.add("--plugins");
        command.add(plugins.toString());
        return Launched.run(folder, Map.of(), command.toArray(String[]::new));
    }

    @Test
    void anExperimentOnForeignCellTaskAndBackendRunsBesideBrokenPlugins() throws Exception {
        Cli.Run run = launch(
                "run", "acme/majority", "--cell", "acme:mgu", "--out", "out", "--backend", "cpu,acme:loops", "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().at("/data/trials").findValuesAsText("outcome")).containsExactly("completed", "completed");
        assertThat(run.json().path("warnings")).hasSize(2);
        assertThat(folder.resolve("out/metrics.csv")).isNotEmptyFile();
        assertThat(Files.readString(folder.resolve("out/metrics.csv"))).contains("acme:mgu,acme:loops,0,test/");
    }

    @Test
    void aBrokenPluginIsNamedAndHarmsNothing() throws Exception {
        Cli.Run run = launch("plugins", "--json");

        assertThat(run.code()).isZero();
        assertThat(run.json().at("/data/plugins").findValuesAsText("id")).contains("acme:mgu", "cprnn");
        assertThat(run.json().at("/data/rejected").findValuesAsText("provider"))
                .containsExactlyInAnyOrder("com.acme.ThrowingCell", "com.acme.NotThere");
        assertThat(run.json().at("/data/rejected").findValuesAsText("reason"))
                .anyMatch(r -> r.contains("no luck today"));
        assertThat(run.err()).as("each is told once").isEmpty();
        assertThat(launch("list", "cells").err())
                .contains("warning: ")
                .contains("throwing.jar")
                .doesNotContain("  at ");
        assertThat(launch("doctor").code()).isEqualTo(6);
    }

    @Test
    void pluginsAreVerifiedAndLoadedByDigest() throws Exception {
        Cli.Run all = launch("plugins", "verify", "--json");

        assertThat(all.code()).isEqualTo(6);
        assertThat(all.json().at("/data/plugins").findValuesAsText("vendor")).containsOnly("acme");
        assertThat(all.json().at("/data/plugins").findValuesAsText("spi")).containsOnly(PluginSource.SPI_VERSION);
        assertThat(all.json().at("/data/plugins").findValuesAsText("determinism"))
                .containsExactly("bitwise");
        assertThat(all.json().at("/error/message").asText()).contains("2 plugins or jars cannot be used");
        String sha256 = all.json().at("/data/plugins/0/sha256").asText();
        assertThat(launch("plugins", "verify").out())
                .contains("sha256:" + sha256 + "  " + plugins.resolve("examples.jar"));

        Cli.Run one = launch("plugins", "verify", "--plugin-allow", "sha256:" + sha256);
        assertThat(one.out()).contains("cell acme:mgu", "throwing.jar: its digest sha256:");
        assertThat(one.err()).doesNotContain("no luck today");

        Cli.Run wrong = launch("list", "cells", "--plugin-allow", "12");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("64 hexadecimal digits");
    }

    @Test
    void aRuleIsTriedOnTheKindsThatHaveItAndAnIdIsLookedForInAllOfThem() throws Exception {
        Cli.Run tasks = launch("tck", "run", "--rule", "T1,R1");
        assertThat(tasks.code()).as(tasks.err()).isZero();
        assertThat(tasks.out())
                .contains("task acme:majority", "report acme:csv")
                .doesNotContain("cell acme:mgu", "backend acme:loops");

        Cli.Run none = launch("tck", "run", "--rule", "T1,Q1");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("no rule 'Q1' for what is examined");

        Cli.Run nothing = launch("tck", "run", "acme:majorty");
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err())
                .contains("no cell, task, backend or report 'acme:majorty', did you mean 'acme:majority'?");

        Cli.Run option = launch("tck", "run", "acme:majority", "--option", "pair=3");
        assertThat(option.code()).isEqualTo(2);
        assertThat(option.err()).contains("no option 'pair', did you mean 'pairs'?");
    }

    @Test
    void aRecordOfConformanceIsOfOneJar() throws Exception {
        Cli.Run run = launch("tck", "run", "acme:mgu", "--brief", "--out", "records");
        Path record = folder.resolve("records/cell-acme-mgu.conformance.json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("cell acme:mgu", " passed, 0 failed");
        assertThat(Files.readString(record))
                .contains("\"schema\":\"recurbench-conformance/1\"", "\"extent\":\"brief\"", "\"rule\":\"C1\"");
        assertThat(launch("tck", "check", record.toString()).out())
                .contains("cell acme:mgu, conforms: ", " cases passed");

        String whole = Files.readString(record);
        Files.writeString(record, whole.replaceFirst("\"passed\":", "\"passed\":1"));
        Cli.Run changed = launch("tck", "check", record.toString());
        assertThat(changed.code()).isEqualTo(5);
        assertThat(changed.err()).contains("its digest is not that of its contents");

        Files.writeString(record, whole);
        Files.move(plugins.resolve("examples.jar"), plugins.resolve("other.jar"));
        assertThat(launch("tck", "check", record.toString()).code()).isZero();
        Files.delete(plugins.resolve("other.jar"));
        PluginJar.write(
                plugins.resolve("other.jar"),
                List.of("com/acme/MinimalGatedCell.class"),
                Map.of(Cell.class, "com.acme.MinimalGatedCell"));
        Cli.Run other = launch("tck", "check", record.toString());
        assertThat(other.code()).isEqualTo(5);
        assertThat(other.out()).contains("refused, sha256 is '");

        Files.writeString(record, "[]");
        assertThat(launch("tck", "check", record.toString()).code()).isEqualTo(5);
        assertThat(launch("tck", "run", "acme:nothing").code())
                .as("it may be one of those that could not be loaded")
                .isEqualTo(6);
    }

    @Test
    void aRunTakesTheRecordsOfItsJarsAndReportsShowThem() throws Exception {
        assertThat(launch("tck", "run", "acme:mgu", "--brief", "--out", plugins.toString())
                        .code())
                .isZero();
        Path record = plugins.resolve("cell-acme-mgu.conformance.json");
        assertThat(launch("plugins", "verify").out()).containsPattern("(?s)acme:mgu .*conforms: \\d+ cases passed");

        String experiment = Experiments.tiny(folder).toString();
        Cli.Run run = launch("run", experiment, "--cell", "acme:mgu", "--out", "kept");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).doesNotContain("refused");
        JsonNode conformance = conformance("kept");
        assertThat(conformance.path("failed").asInt()).isZero();
        assertThat(conformance.path("extent").asText()).isEqualTo("brief");
        assertThat(Files.readString(record))
                .contains("\"digest\":\"" + conformance.path("digest").asText());
        assertThat(launch("validate", "kept").code()).isZero();
        assertThat(Files.readString(folder.resolve("kept/report.html")))
                .containsPattern("cell acme:mgu</th><td class=\"text\"><span class=\"badge good\">conforms</span>")
                .containsPattern("task parity</th><td class=\"text\"><span class=\"badge unknown\">no record</span>");
        assertThat(launch("report", "kept", "--format", "markdown").out())
                .containsPattern("- cell acme:mgu: \\*\\*conforms\\*\\*, conforms: \\d+ cases passed")
                .contains("- backend cpu: **no record**");

        PluginJar.write(
                plugins.resolve("examples.jar"),
                List.of("com/acme/MinimalGatedCell.class"),
                Map.of(Cell.class, "com.acme.MinimalGatedCell"));
        Cli.Run other = launch("run", experiment, "--cell", "acme:mgu", "--out", "other");
        assertThat(other.err()).contains(record + " is refused: sha256 is '");
        assertThat(conformance("other").isMissingNode()).isTrue();
        assertThat(launch("plugins", "verify").out()).contains("record: " + record + " is refused");
        assertThat(launch("report", "other", "--format", "markdown").out())
                .contains("No jar that was used has a record of conformance.");

        Files.writeString(record, Files.readString(record).replaceFirst("\"failed\":", "\"failed\":1"));
        assertThat(launch("plugins", "verify").out()).contains("its digest is not that of its contents");
    }

    private JsonNode conformance(String run) throws IOException {
        for (JsonNode plugin : new ObjectMapper()
                .readTree(folder.resolve(run).resolve("manifest.json").toFile())
                .path("plugins")) {
            if (plugin.path("id").asText().equals("acme:mgu")) {
                return plugin.path("conformance");
            }
        }
        throw new AssertionError("acme:mgu is not in the manifest");
    }

    @Test
    void askingForABrokenPluginIsAnErrorOfTheEnvironment() throws Exception {
        Cli.Run run = launch("run", "quickstart", "--cell", "throwing", "--out", "out");

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.err()).contains("no luck today").contains("throwing.jar");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aPluginOfAnotherSpiIsRejectedWithBothVersions() throws Exception {
        PluginJar.write(
                plugins.resolve("examples.jar"),
                "1",
                List.of("com/acme/MinimalGatedCell.class"),
                Map.of(Cell.class, "com.acme.MinimalGatedCell"));

        Cli.Run run = launch("list", "cells", "acme:mgu");

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.err()).containsPattern("recurbench: cell 'acme:mgu' is not there, .*SPI version 1");
        assertThat(launch("plugins").out()).containsPattern("rejected: cell .*SPI.*1.*2");
    }
}
