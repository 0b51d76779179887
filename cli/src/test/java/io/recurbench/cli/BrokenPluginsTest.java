package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.Cell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A folder of a good plugin and of every kind of broken one: the good one works, each broken one has one clear line. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class BrokenPluginsTest {
    private static final String GOOD = "com/acme/MinimalGatedCell.class";
    private static final String BROKEN = "com/acme/Misbehaving";

    @TempDir
    private Path folder;

    private Path plugins = Path.of("");

    /** What has to be said of each, by jar. */
    private final Map<String, String> expected = new LinkedHashMap<>();

    @BeforeEach
    void pack() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        jar("a-good.jar", Cell.class, "com.acme.MinimalGatedCell", GOOD);

        expected.put("constructor-throws.jar", "constructor threw .*no luck today");
        jar("constructor-throws.jar", Cell.class, "com.acme.ThrowingCell", "com/acme/ThrowingCell.class");
        expected.put("constructor-exits.jar", "System.exit was called");
        broken("constructor-exits.jar", Cell.class, "Exits");
        expected.put("availability-exits.jar", "in availability, .*System.exit was called");
        broken("availability-exits.jar", Backend.class, "ExitingAvailability", "ExitingBackend");
        expected.put("same-class-again.jar", "its id is taken by .*a-good.jar");
        jar("same-class-again.jar", Cell.class, "com.acme.MinimalGatedCell", GOOD);
        expected.put("no-such-class.jar", "names a class that is not there");
        jar("no-such-class.jar", Cell.class, "com.acme.NotThere");
        expected.put("missing-dependency.jar", "NoClassDefFoundError: com/acme/MinimalGatedCell");
        jar(
                "missing-dependency.jar",
                Cell.class,
                "com.acme.Misbehaving$Throws",
                BROKEN + ".class",
                BROKEN + "$Throws.class");
        expected.put("wrong-service.jar", "does not implement io.recurbench.api.backend.Backend");
        jar("wrong-service.jar", Backend.class, "com.acme.ThrowingCell", "com/acme/ThrowingCell.class");
        expected.put("not-a-name.jar", "Illegal configuration-file syntax");
        jar("not-a-name.jar", Cell.class, "this is no name of a class");
        expected.put("other-spi.jar", "built for SPI version 1, this harness serves 2");
        PluginJar.write(
                plugins.resolve("other-spi.jar"), "1", List.of(GOOD), Map.of(Cell.class, "com.acme.MinimalGatedCell"));
        expected.put("newer-java.jar", "its class was built for Java 55, and this is Java \\d+: build it");
        newer("newer-java.jar");
        expected.put("not-a-zip.jar", "it cannot be read as a jar");
        Files.writeString(plugins.resolve("not-a-zip.jar"), "this was a page that says 404");
        expected.put("cut.jar", "it cannot be read as a jar");
        byte[] whole = Files.readAllBytes(plugins.resolve("a-good.jar"));
        Files.write(plugins.resolve("cut.jar"), Arrays.copyOf(whole, whole.length / 2));
        expected.put("empty.jar", "it holds no plugin");
        try (ZipOutputStream empty = new ZipOutputStream(Files.newOutputStream(plugins.resolve("empty.jar")))) {
            empty.putNextEntry(new ZipEntry("nothing.txt"));
        }
        expected.put("no-bytes.jar", "it is empty: expected a jar");
        Files.createFile(plugins.resolve("no-bytes.jar"));
        expected.put("no-jar-inside", "it holds no jar");
        Files.createDirectory(plugins.resolve("no-jar-inside"));
        // These are found, and fail who uses them.
        broken("define-throws.jar", Cell.class, "Throws");
        broken("open-hangs.jar", Backend.class, "HangingBackend", "ExitingBackend");
    }

    @Test
    void theGoodOneRunsAndEachBrokenOneHasOneClearLine() throws Exception {
        Cli.Run verified = launch("plugins", "verify", "--json");

        assertThat(verified.code()).as(verified.err()).isEqualTo(6);
        assertThat(verified.json().at("/data/plugins").findValuesAsText("id"))
                .containsExactlyInAnyOrder("acme:mgu", "acme:throws", "acme:hanging");
        List<String> lines = new ArrayList<>();
        for (JsonNode rejected : verified.json().at("/data/rejected")) {
            lines.add("/" + rejected.path("source").asText() + ": "
                    + rejected.path("reason").asText());
        }
        assertThat(verified.json().path("warnings")).as("each is told once").isEmpty();
        expected.forEach((jar, reason) -> assertThat(lines.stream().filter(line -> line.contains("/" + jar + ":")))
                .as("lines about " + jar + " of\n" + String.join("\n", lines))
                .singleElement()
                .asString()
                .containsPattern(reason)
                .doesNotContain("\n", "\tat "));
        assertThat(lines).hasSameSizeAs(expected.keySet());

        Cli.Run run = launch(
                "run",
                Experiments.tiny(folder).toString(),
                "--cell",
                "acme:mgu,acme:throws",
                "--backend",
                "cpu,acme:hanging",
                "--timeout",
                "8s",
                "--out",
                "out",
                "--json");
        assertThat(run.code()).as(run.err()).isEqualTo(3);
        assertThat(run.json().at("/data/trials").findValuesAsText("outcome"))
                .containsExactlyInAnyOrder("completed", "timeout", "failed", "failed");
        assertThat(run.json().at("/data/trials").findValuesAsText("failure"))
                .anyMatch(
                        line -> line.contains("define-throws.jar: define threw IllegalStateException: no luck today"));
        assertThat(Files.readString(folder.resolve("out/results.jsonl"))).contains("\"outcome\":\"COMPLETED\"");
    }

    private void broken(String jar, Class<?> kind, String name, String... more) throws IOException {
        List<String> files = new ArrayList<>(List.of(GOOD, BROKEN + ".class", BROKEN + "$" + name + ".class"));
        for (String other : more) {
            files.add(BROKEN + "$" + other + ".class");
        }
        jar(jar, kind, "com.acme.Misbehaving$" + name, files.toArray(String[]::new));
    }

    private void jar(String jar, Class<?> kind, String provider, String... files) throws IOException {
        PluginJar.write(plugins.resolve(jar), List.of(files), Map.of(kind, provider));
    }

    /** The good plugin as a compiler of a Java to come would write it. */
    private void newer(String jar) throws IOException {
        try (InputStream in = Files.newInputStream(plugins.resolve("a-good.jar"));
                ZipInputStream from = new ZipInputStream(in);
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(plugins.resolve(jar)))) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                byte[] bytes = from.readAllBytes();
                if (entry.getName().endsWith(".class")) {
                    // Major version of the class file, high byte and low.
                    bytes[6] = 0;
                    bytes[7] = 99;
                }
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(bytes);
            }
        }
    }

    private Cli.Run launch(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Launched.LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--plugins", plugins.toString()));
        return Launched.run(folder, Map.of(), command.toArray(String[]::new));
    }
}
