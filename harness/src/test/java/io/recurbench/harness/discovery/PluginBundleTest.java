package io.recurbench.harness.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.cell.Cell;
import io.recurbench.api.service.PluginLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginBundleTest {
    private static final ClassLoader LOADER = PluginBundleTest.class.getClassLoader();

    @TempDir
    private Path root;

    /** Both name one class of one library, in two versions of which each has a method that the other has not. */
    @Test
    void twoPluginsHaveTwoVersionsOfOneLibrary() throws IOException {
        for (String version : List.of("One", "Two")) {
            Path home = root.resolve("plugins/" + version);
            library(
                    home.resolve("lib/deeper/library.jar"),
                    "public static String of" + version + "() { return \"" + version + "\"; }");
            plugin(home, version, "public String version() { return lib.Version.of" + version + "(); }");
        }

        PluginCatalog catalog = discover(root.resolve("plugins/One"), root.resolve("plugins/Two"));

        assertThat(catalog.rejected()).isEmpty();
        assertThat(catalog.cell("acme:one").version()).isEqualTo("One");
        assertThat(catalog.cell("acme:two").version()).isEqualTo("Two");
        assertThat(catalog.cell("acme:one").info().source()).isEqualTo("One.jar");
    }

    @Test
    void aPluginSeesTheApiAndNothingElseOfOurs() throws IOException {
        plugin(root.resolve("a"), "Api", "static final Class<?> SEEN = io.recurbench.backend.Shape.class;");
        plugin(
                root.resolve("h"),
                "Ours",
                "static final Object SEEN = io.recurbench.harness.discovery.PluginKind.CELL;");
        plugin(
                root.resolve("j"),
                "Library",
                "static final Object SEEN = new com.fasterxml.jackson.databind.ObjectMapper();");

        PluginCatalog catalog = discover(root.resolve("a"), root.resolve("h"), root.resolve("j"));

        assertThat(catalog.cells()).extracting(FoundPlugin::id).contains("acme:api");
        assertThat(catalog.rejected())
                .hasSize(2)
                .allSatisfy(rejected -> assertThat(rejected.reason())
                        .contains(
                                "NoClassDefFoundError",
                                "a plugin sees the JDK, io.recurbench.api and io.recurbench.backend",
                                "put its libraries beside its jar, in a folder of its own"));
    }

    @Test
    void librariesFindWhatTheyLookForByName() throws IOException {
        String loader = "java.util.Objects.toString(Thread.currentThread().getContextClassLoader())";
        plugin(
                root.resolve("p"),
                "Context",
                "final String made = " + loader + "; public String version() { return made.replace('@', ' '); }\n"
                        + "public java.util.List<io.recurbench.api.Option> options() { "
                        + "return java.util.List.of(io.recurbench.api.Option.text(\"o\", " + loader + ", \"o\")); }");
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        FoundPlugin<Cell> found = discover(root.resolve("p")).cell("acme:context");

        String own = PluginLoader.class.getName();
        assertThat(found.version()).startsWith(own);
        assertThat(found.plugin().options().get(0).defaultValue().toString()).startsWith(own);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void aModuleNeedsNoServiceFile() throws IOException {
        Path classes = PluginJars.folder(
                root.resolve("c"), List.of(PluginJars.cell("Good", "acme:good", "")), List.of("plug.Good"));
        try (var files = Files.walk(classes.resolve("META-INF/services"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        Files.write(classes.resolve("module-info.class"), module());
        Path jar = PluginJars.jar(classes, root.resolve("module.jar"), PluginSource.SPI_VERSION);

        PluginCatalog catalog = discover(jar);

        assertThat(catalog.rejected()).isEmpty();
        assertThat(catalog.cell("acme:good").info().source()).isEqualTo("module.jar");
    }

    @Test
    void foldersThatHoldNoPluginAreNamedAndWhatIsBrokenInOthersToo() throws IOException {
        Path bare = Files.createDirectories(root.resolve("bare/empty")).getParent();
        Path libraries = library(root.resolve("libraries/library.jar"), "").getParent();
        Path good = plugin(root.resolve("good"), "Good", "");
        Path damaged = Files.writeString(good.resolve("damaged.jar"), "no jar");
        Files.writeString(good.resolve(".half.jar"), "a copy that is being made");

        PluginCatalog catalog = discover(bare, libraries, good);

        assertThat(catalog.cells()).extracting(FoundPlugin::id).contains("acme:good");
        assertThat(catalog.rejected())
                .extracting(RejectedPlugin::toString)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("plugin folder " + bare + ": it holds no jar"),
                        line -> assertThat(line).startsWith("plugin folder " + libraries + ": it holds no plugin"),
                        line -> assertThat(line).startsWith("plugin jar " + damaged + ": it cannot be read as a jar"));
    }

    /** Whatever would be loaded has to be on the list: beside the jar, or where its manifest points. */
    @Test
    void onlyJarsOnTheListAreLoaded() throws IOException {
        Path home = root.resolve("p");
        Path library = library(home.resolve("lib/deeper/library.jar"), "");
        plugin(home, "Good", "");
        Path far = library(root.resolve("far/library.jar"), "static int far;");
        Path pointing = PluginJars.jar(
                root.resolve("sources/Good/classes"),
                root.resolve("pointing.jar"),
                PluginSource.SPI_VERSION,
                Map.of("Class-Path", far.toUri().toString()));
        PluginPath all = PluginPath.of(List.of(home, pointing));

        PluginCatalog none = PluginRegistry.discover(LOADER, all.allowing(List.of(digest(pointing), digest(library))));

        assertThat(none.cells()).extracting(FoundPlugin::id).doesNotContain("acme:good");
        assertThat(none.rejected())
                .extracting(RejectedPlugin::toString)
                .containsExactly(
                        "plugin jar " + home.resolve("Good.jar") + ": its digest " + digest(home.resolve("Good.jar"))
                                + " is none that --plugin-allow names",
                        "plugin jar " + far + ": its digest " + digest(far) + " is none that --plugin-allow names");
        List<String> both = List.of(digest(home.resolve("Good.jar")), digest(library));
        assertThat(PluginRegistry.discover(LOADER, all.allowing(both))
                        .cell("acme:good")
                        .info()
                        .source())
                .isEqualTo("Good.jar");
        assertThatThrownBy(() -> all.allowing(List.of("sha256:12")))
                .hasMessageContaining("64 hexadecimal digits in lower case");
    }

    private static String digest(Path jar) {
        return "sha256:" + PluginSource.of(jar).sha256();
    }

    @Test
    void onePluginIsLoadedOnceAndCanBeMadeElsewhere() throws IOException {
        Path home = plugin(root.resolve("with:colon"), "Good", "");
        PluginLoader.Code code = discover(home).cell("acme:good").code();

        PluginLoader.Code there = PluginLoader.Code.parse(code.text());

        assertThat(there).isEqualTo(code);
        assertThat(there.className()).isEqualTo("plug.Good");
        assertThat(there.make(Cell.class))
                .hasSameClassAs(discover(home).cell("acme:good").unguarded());
        assertThat(PluginLoader.Code.of(this))
                .isEqualTo(new PluginLoader.Code(getClass().getName(), List.of()));
    }

    private PluginCatalog discover(Path... entries) {
        return PluginRegistry.discover(LOADER, PluginPath.of(List.of(entries)));
    }

    /** A folder with a plugin of one cell. */
    private Path plugin(Path home, String name, String extra) throws IOException {
        Files.createDirectories(home);
        Path library = home.resolve("lib/deeper/library.jar");
        Path classes = PluginJars.folder(
                root.resolve("sources/" + name),
                List.of(PluginJars.cell(name, "acme:" + name.toLowerCase(Locale.ROOT), extra)),
                Map.of(Cell.class, List.of("plug." + name)),
                Files.exists(library) ? List.of(library) : List.of());
        PluginJars.jar(classes, home.resolve(name + ".jar"), PluginSource.SPI_VERSION);
        return home;
    }

    /** A jar of the class {@code lib.Version}. */
    private Path library(Path jar, String body) throws IOException {
        Files.createDirectories(jar.getParent());
        Path source = Files.createDirectories(root.resolve("library/" + jar.hashCode() + "/lib"))
                .resolve("Version.java");
        Files.writeString(source, "package lib; public class Version { " + body + " }");
        compile(source.getParent().getParent(), source);
        Files.delete(source);
        return PluginJars.jar(source.getParent().getParent(), jar, "");
    }

    /** What a module that provides a cell declares; the interface stands in for the API, which is no module here. */
    private byte[] module() throws IOException {
        Path api = Files.createDirectories(root.resolve("m/src/io/recurbench/api/cell"))
                .resolve("Cell.java");
        Path provider = Files.createDirectories(root.resolve("m/src/plug")).resolve("Good.java");
        Path module = root.resolve("m/src/module-info.java");
        Files.writeString(api, "package io.recurbench.api.cell; public interface Cell {}");
        Files.writeString(provider, "package plug; public class Good implements io.recurbench.api.cell.Cell {}");
        Files.writeString(module, "module acme.good { provides io.recurbench.api.cell.Cell with plug.Good; }");
        compile(root.resolve("m/out"), api, provider, module);
        return Files.readAllBytes(root.resolve("m/out/module-info.class"));
    }

    private static void compile(Path out, Path... sources) {
        List<String> arguments = new ArrayList<>(List.of("-d", out.toString()));
        Stream.of(sources).map(Path::toString).forEach(arguments::add);
        int code = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(String[]::new));
        assertThat(code).isZero();
    }
}
