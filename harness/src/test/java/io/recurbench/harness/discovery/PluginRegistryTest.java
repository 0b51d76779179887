package io.recurbench.harness.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.task.Suite;
import io.recurbench.harness.fixture.TinyCell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginRegistryTest {
    private static final ClassLoader LOADER = PluginRegistryTest.class.getClassLoader();

    @TempDir
    Path root;

    @Test
    void findsPluginsOnTheClassPathWithTasksOfSuites() {
        PluginCatalog catalog = PluginRegistry.discover(LOADER, PluginPath.EMPTY);
        assertThat(catalog.cell("tiny").plugin().description()).isNotEmpty();
        assertThat(catalog.task("first").source())
                .isEqualTo(catalog.suites().stream()
                        .filter(suite -> suite.id().equals("toys"))
                        .findFirst()
                        .orElseThrow()
                        .source());
        assertThat(catalog.backends()).extracting(FoundPlugin::id).contains("moody", "reference");
        assertThat(catalog.reports()).extracting(FoundPlugin::id).containsExactly("lines");
        assertThat(catalog.rejected()).isEmpty();
        assertThat(catalog.infos())
                .extracting(info -> info.kind() + " " + info.id())
                .isSorted();
    }

    @Test
    void aBrokenProviderTakesNoOtherWithIt() throws IOException {
        Path classes = PluginJars.folder(
                root,
                List.of(
                        PluginJars.cell("Good", "acme:good", ""),
                        PluginJars.cell(
                                "ThrowsCell",
                                "acme:throws",
                                "public ThrowsCell() { throw new IllegalStateException(\"no licence\"); }"),
                        PluginJars.cell(
                                "StaticInit", "acme:static-init", "static int x = 1 / Integer.parseInt(\"0\");"),
                        PluginJars.cell(
                                "NoNative",
                                "acme:no-native",
                                "public NoNative() { System.loadLibrary(\"recurbench-none\"); }"),
                        PluginJars.cell("NoArgument", "acme:no-argument", "public NoArgument(int x) {}"),
                        "package plug; public class Base { }",
                        PluginJars.cell("LostBase", "acme:lost-base", "")
                                .replace("class LostBase", "class LostBase extends Base"),
                        PluginJars.cell("LostField", "acme:lost-field", "public LostField() { new Gone(); }"),
                        "package plug; public class Gone { }",
                        "package plug; public class NoCell { }",
                        PluginJars.cell("AlsoGood", "acme:also-good", "")),
                List.of(
                        "plug.Good",
                        "plug.ThrowsCell",
                        "plug.StaticInit",
                        "plug.NoNative",
                        "plug.NoArgument",
                        "plug.LostBase",
                        "plug.LostField",
                        "plug.NoCell",
                        "plug.Missing",
                        "plug.AlsoGood"));
        Files.delete(classes.resolve("plug/Base.class"));
        Files.delete(classes.resolve("plug/Gone.class"));

        PluginCatalog catalog = PluginRegistry.discover(LOADER, PluginPath.of(List.of(classes)));

        assertThat(catalog.cells()).extracting(FoundPlugin::id).contains("acme:good", "acme:also-good", "tiny");
        assertThat(catalog.rejected())
                .extracting(RejectedPlugin::provider)
                .containsExactlyInAnyOrder(
                        "plug.ThrowsCell",
                        "plug.StaticInit",
                        "plug.NoNative",
                        "plug.NoArgument",
                        "plug.LostBase",
                        "plug.LostField",
                        "plug.NoCell",
                        "plug.Missing");
        assertThat(reason(catalog, "plug.ThrowsCell")).contains("IllegalStateException: no licence");
        assertThat(reason(catalog, "plug.StaticInit"))
                .contains("ExceptionInInitializerError, caused by ArithmeticException: / by zero");
        assertThat(reason(catalog, "plug.NoNative"))
                .contains("UnsatisfiedLinkError")
                .contains("recurbench-none");
        assertThat(reason(catalog, "plug.LostBase")).contains("plug/Base");
        assertThat(reason(catalog, "plug.LostField"))
                .contains("NoClassDefFoundError")
                .contains("plug/Gone");
        assertThat(reason(catalog, "plug.NoCell"))
                .contains("names a class that does not implement io.recurbench.api.cell.Cell");
        assertThat(reason(catalog, "plug.Missing")).contains("names a class that is not there");
        assertThat(reason(catalog, "plug.NoArgument")).contains("a public constructor without arguments");
        assertThat(catalog.rejected()).allMatch(plugin -> plugin.source().equals(PluginSource.of(classes)));
    }

    /** Java tells of each of these with the name of an exception and {@code <init>}. */
    @Test
    void aClassThatCannotBeMadeIsToldInWords() throws IOException {
        Path classes = PluginJars.folder(
                root,
                List.of(
                        PluginJars.cell("Private", "acme:private", "private Private() {}"),
                        "package plug; public class Holder { }"
                                + PluginJars.cell("Hidden", "acme:hidden", "")
                                        .replace("package plug; public class", " class"),
                        PluginJars.cell("Sketch", "acme:sketch", "").replace("public class", "public abstract class")),
                List.of("plug.Private", "plug.Hidden", "plug.Sketch"));
        PluginCatalog catalog = PluginRegistry.discover(LOADER, PluginPath.of(List.of(classes)));

        for (String name : List.of("plug.Private", "plug.Hidden")) {
            assertThat(reason(catalog, name))
                    .isEqualTo("its class needs to be public, with a public constructor without arguments");
        }
        assertThat(reason(catalog, "plug.Sketch")).startsWith("its class is abstract");
    }

    @Test
    void askingForABrokenPluginGivesItsError() throws IOException {
        Path classes = PluginJars.folder(
                root,
                List.of(PluginJars.cell(
                        "FastLstmCell",
                        "acme:fast-lstm",
                        "public FastLstmCell() { throw new IllegalStateException(\"no licence\"); }")),
                List.of("plug.FastLstmCell"));
        PluginCatalog catalog = PluginRegistry.discover(LOADER, PluginPath.of(List.of(classes)));
        assertThatThrownBy(() -> catalog.cell("acme:fast-lstm"))
                .isInstanceOfSatisfying(
                        RecurbenchException.class,
                        e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.ENVIRONMENT))
                .hasMessageContainingAll("no licence", classes.toString());
        assertThatThrownBy(() -> catalog.cell("tyni"))
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.USAGE))
                .hasMessageContainingAll("did you mean 'tiny'?", "could not be loaded", "no licence");
    }

    /** Whatever failed before it told its id may be what is asked for: its reason is the answer, and the exit code 6. */
    @Test
    void whatMayBeMeantAndWasLeftOutIsTheAnswer() throws IOException {
        Path throwing = PluginJars.jarOfCell(
                root, "Cone", "acme:one", "public Cone() { throw new IllegalStateException(\"no licence\"); }");
        Path elsewhere = PluginJars.jar(
                PluginJars.folder(root.resolve("e"), List.of(), List.of("plug.Lost")), root.resolve("e.jar"), "");
        Path bare = PluginJars.jar(Files.createDirectories(root.resolve("n")), root.resolve("bare.jar"), "");
        Path suite = PluginJars.jar(
                PluginJars.folder(
                        root.resolve("s"),
                        List.of("package plug; public class Exam implements io.recurbench.api.task.Suite {"
                                + " public Exam() { throw new IllegalStateException(\"no exam\"); }"
                                + " public String id() { return \"acme:exam\"; }"
                                + " public String description() { return \"d\"; }"
                                + " public List<Task> tasks() { return List.of(); } }"
                                        .replace("List<Task>", "java.util.List<io.recurbench.api.task.Task>")
                                        .replace("List.of", "java.util.List.of")),
                        Map.of(Suite.class, List.of("plug.Exam"))),
                root.resolve("s.jar"),
                "");

        leftOut(catalog(throwing), "acme:two", "cell 'plug.Cone' from " + throwing + ": the constructor threw");
        leftOut(catalog(elsewhere), "acme:two", "cell 'plug.Lost' from " + elsewhere);
        leftOut(catalog(bare), "acme:two", "plugin jar " + bare + ": it holds no plugin");
        assertThatThrownBy(() -> catalog(suite).task("acme:homework"))
                .isInstanceOfSatisfying(
                        RecurbenchException.class,
                        e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.ENVIRONMENT))
                .hasMessageContaining("no exam")
                .hasMessageNotContaining("there are");
        assertThatThrownBy(() -> catalog(suite).cell("acme:two"))
                .as("a suite has no cell")
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.USAGE));
        assertThatThrownBy(() -> catalog(throwing, PluginJars.jarOfCell(root, "Two", "acme:two", ""))
                        .cell("acme:tow"))
                .as("a slip of the pen")
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.USAGE))
                .hasMessageContainingAll("did you mean 'acme:two'?", "no licence");
        assertThatThrownBy(() -> catalog(bare).report("acme:ranking"))
                .isInstanceOfSatisfying(
                        RecurbenchException.class,
                        e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.ENVIRONMENT));
        assertThatThrownBy(() -> catalog().report("acme:ranking")).hasMessageContaining("named with --plugins");
    }

    private static PluginCatalog catalog(Path... jars) {
        return PluginRegistry.discover(LOADER, PluginPath.of(List.of(jars)));
    }

    private static void leftOut(PluginCatalog catalog, String id, String reason) {
        assertThatThrownBy(() -> catalog.cell(id))
                .isInstanceOfSatisfying(
                        RecurbenchException.class,
                        e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.ENVIRONMENT))
                .hasMessageStartingWith("cell '" + id + "' is not there, and may be what could not be loaded")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("tiny");
    }

    @Test
    void aPluginForAnotherSpiIsRejectedBeforeItsCodeRuns() throws IOException {
        Path classes = PluginJars.folder(
                root,
                List.of(PluginJars.cell(
                        "Future", "acme:future", "static { System.setProperty(\"recurbench.test.ran\", \"yes\"); }")),
                List.of("plug.Future"));
        Path jar = PluginJars.jar(classes, root.resolve("future plugin.jar"), "99");
        PluginCatalog catalog = PluginRegistry.discover(LOADER, PluginPath.of(List.of(jar)));
        assertThat(reason(catalog, "plug.Future")).contains("SPI version 99", "serves " + PluginSource.SPI_VERSION);
        assertThat(System.getProperty("recurbench.test.ran")).isNull();
        assertThat(catalog.rejected().get(0).toString()).contains("future plugin.jar");
    }

    @Test
    void aJarWhoseServiceFilesHaveNamesOfAnotherSpiIsToldOfByItsVersion() throws IOException {
        Path services = Files.createDirectories(root.resolve("old/META-INF/services"));
        Files.writeString(services.resolve("io.recurbench.api.Cell"), "plug.Old\n");
        Path jar = PluginJars.jar(root.resolve("old"), root.resolve("old.jar"), "1");
        PluginCatalog catalog = PluginRegistry.discover(LOADER, PluginPath.of(List.of(jar)));
        assertThat(catalog.rejected()).hasSize(1);
        assertThat(catalog.rejected().get(0).reason())
                .contains("SPI version 1", "serves " + PluginSource.SPI_VERSION, "get a release of the plugin");
    }

    @Test
    void aPluginForThisSpiHasItsJarDigestAndVersion() throws IOException {
        Path classes = PluginJars.folder(root, List.of(PluginJars.cell("Good", "acme:good", "")), List.of("plug.Good"));
        Path jar = PluginJars.jar(classes, root.resolve("good.jar"), PluginSource.SPI_VERSION);
        FoundPlugin<?> plugin =
                PluginRegistry.discover(LOADER, PluginPath.of(List.of(jar))).cell("acme:good");
        assertThat(plugin.info().source()).isEqualTo("good.jar");
        assertThat(plugin.info().sha256()).matches("[0-9a-f]{64}");
        assertThat(plugin.source().spiVersion()).contains(PluginSource.SPI_VERSION);
    }

    @Test
    void idsAreCheckedAndTwoOfAKindNameBothSources() throws IOException {
        Path classes = PluginJars.folder(
                root,
                List.of(
                        PluginJars.cell("Loud", "LOUD", ""),
                        PluginJars.cell("Tiny", "tiny", ""),
                        PluginJars.cell("Blank", "acme:blank", "public String version() { return \" \"; }"),
                        PluginJars.cell("First", "acme:same", ""),
                        PluginJars.cell("Second", "acme:same", ""),
                        PluginJars.cell("NullId", "x", "").replace("return \"x\"", "return null")),
                List.of("plug.Loud", "plug.Tiny", "plug.Blank", "plug.First", "plug.Second", "plug.NullId"));
        PluginCatalog catalog = PluginRegistry.discover(LOADER, PluginPath.of(List.of(classes)));
        assertThat(reason(catalog, "plug.Loud")).contains("'LOUD'", "lower-case");
        assertThat(reason(catalog, "plug.Blank")).contains("version is empty");
        assertThat(reason(catalog, "plug.Tiny")).contains("'tiny'", "without a vendor", "'acme:tiny'");
        assertThat(reason(catalog, "plug.NullId")).isEqualTo("id gave null");
        assertThat(reason(catalog, "plug.Second")).contains("taken by plug.First from " + classes);
        assertThat(catalog.rejected().stream()
                        .filter(plugin -> plugin.provider().equals("plug.Second"))
                        .findFirst()
                        .orElseThrow()
                        .toString())
                .contains(classes.toString());
        assertThat(catalog.cell("tiny").unguarded()).isInstanceOf(TinyCell.class);
        assertThat(catalog.rejected()).hasSize(5);
    }

    @Test
    void aDamagedServiceFileIsReported() throws IOException {
        Path classes = PluginJars.folder(
                root, List.of(PluginJars.cell("Good", "acme:good", "")), List.of("plug.Good", "not a class"));
        PluginCatalog catalog = PluginRegistry.discover(LOADER, PluginPath.of(List.of(classes)));
        assertThat(catalog.rejected()).isNotEmpty();
        assertThat(catalog.cells()).extracting(FoundPlugin::id).contains("tiny");
    }

    @Test
    void aMissingPluginPathIsAUsersError() {
        assertThatThrownBy(() -> PluginRegistry.discover(LOADER, PluginPath.of(List.of(root.resolve("none.jar")))))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("none.jar");
    }

    @Test
    void theVersionOfTheSpiIsThatOfTheBuild() throws IOException {
        Path pom = Path.of("..", "pom.xml");
        assertThat(Files.readString(pom))
                .contains("<recurbench.spi.version>" + PluginSource.SPI_VERSION + "</recurbench.spi.version>");
    }

    private static String reason(PluginCatalog catalog, String provider) {
        return catalog.rejected().stream()
                .filter(plugin -> plugin.provider().equals(provider))
                .findFirst()
                .orElseThrow()
                .reason();
    }
}
