package io.recurbench.harness.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.Option;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What jars and plugins may have wrong: each is named with what is wrong, and the others are there. */
class PluginDefectsTest {
    private static final ClassLoader LOADER = PluginDefectsTest.class.getClassLoader();

    @TempDir
    Path root;

    @Test
    void jarsThatNoPluginCanComeFromAreNamedOnceEach() throws IOException {
        Path good = PluginJars.jarOfCell(root, "Good", "acme:good", "");
        byte[] bytes = Files.readAllBytes(good);
        Path corrupt = Files.writeString(root.resolve("corrupt.jar"), "no zip at all, but long enough for one");
        Path truncated = Files.write(root.resolve("truncated.jar"), Arrays.copyOf(bytes, bytes.length / 2));
        Path empty = Files.createFile(root.resolve("empty.jar"));
        Path bare = PluginJars.jar(
                Files.createDirectories(root.resolve("bare")), root.resolve("bare.jar"), PluginSource.SPI_VERSION);
        Path tasks = PluginJars.jar(
                PluginJars.folder(root.resolve("t"), List.of(), Map.of(Task.class, List.of("plug.MyTask"))),
                root.resolve("tasks.jar"),
                PluginSource.SPI_VERSION);

        PluginCatalog catalog = discover(corrupt, truncated, empty, good, bare, tasks);

        assertThat(catalog.cells()).extracting(FoundPlugin::id).contains("acme:good", "tiny");
        assertThat(catalog.rejected())
                .extracting(RejectedPlugin::source)
                .containsExactly(
                        PluginSource.of(corrupt),
                        PluginSource.of(truncated),
                        PluginSource.of(empty),
                        PluginSource.of(bare),
                        PluginSource.of(tasks));
        assertThat(words(catalog, 0)).startsWith("plugin jar " + corrupt + ": ").contains("damaged");
        assertThat(words(catalog, 1))
                .startsWith("plugin jar " + truncated + ": ")
                .contains("cut off");
        assertThat(words(catalog, 2)).startsWith("plugin jar " + empty + ": it is empty");
        assertThat(words(catalog, 3))
                .contains("it holds no plugin", "META-INF/services/io.recurbench.api.cell.Cell or ");
        assertThat(words(catalog, 4)).contains("it holds no plugin", "tasks come from a suite");
        assertThatThrownBy(() -> catalog.cell("acme:lost")).hasMessageContainingAll("could not be loaded", "empty.jar");
    }

    @Test
    void aLibraryThatAPluginNamesIsNoPlugin() throws IOException {
        Path plugin = root.resolve("plugin.jar");
        Path library = PluginJars.jar(Files.createDirectories(root.resolve("l")), root.resolve("library.jar"), "");
        Path classes = PluginJars.folder(
                root.resolve("p"), List.of(PluginJars.cell("Good", "acme:good", "")), List.of("plug.Good"));
        PluginJars.jar(classes, plugin, PluginSource.SPI_VERSION, Map.of("Class-Path", "other.jar library.jar"));

        assertThat(discover(library, plugin).rejected()).isEmpty();
    }

    @Test
    void badJarsOnOneClassPathAreEachBlamedForTheirOwn() throws IOException {
        Path throwing = PluginJars.jarOfCell(
                root,
                "Throwing",
                "acme:throwing",
                "public Throwing() { throw new IllegalStateException(\"no luck\"); }");
        Path missing = services("missing.jar", "plug.NotThere");
        Path malformed = services("malformed.jar", "plug.Fine\nnot a class");
        Path damaged = PluginJars.jarOfCell(root, "Damaged", "acme:damaged", "");
        damage(damaged, "plug/Damaged.class");
        Path copy = Files.copy(throwing, root.resolve("copy.jar"));
        Path good = PluginJars.jarOfCell(root, "Good", "acme:good", "");
        List<Path> jars = List.of(malformed, missing, damaged, throwing, copy, good);
        // As the launcher has them: all in one class loader, which is that of the distribution.
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }

        PluginCatalog catalog = PluginRegistry.discover(new URLClassLoader(urls, LOADER), PluginPath.of(jars));

        assertThat(catalog.cells()).extracting(FoundPlugin::id).contains("acme:good", "tiny");
        Map<String, String> byJar = catalog.rejected().stream()
                .collect(Collectors.toMap(plugin -> plugin.source().name(), RejectedPlugin::toString));
        assertThat(byJar).containsOnlyKeys("malformed.jar", "missing.jar", "Damaged.jar", "Throwing.jar", "copy.jar");
        assertThat(byJar.get("malformed.jar"))
                .contains("'META-INF/services/io.recurbench.api.cell.Cell'", "Illegal configuration-file syntax")
                .doesNotContain("plug.Fine");
        assertThat(byJar.get("missing.jar")).contains("cell 'plug.NotThere'", "names a class that is not there");
        assertThat(byJar.get("Damaged.jar")).contains("cell 'plug.Damaged'");
        assertThat(byJar.get("Throwing.jar"))
                .contains("cell 'plug.Throwing'", "the constructor threw IllegalStateException: no luck");
        assertThat(byJar.get("copy.jar")).contains("cell 'plug.Throwing' from " + copy, "no luck");
    }

    @Test
    void whatAPluginSaysOfItselfIsChecked() throws IOException {
        String report = "package plug; public class %s implements io.recurbench.api.record.ReportWriter {"
                + " public String id() { return \"acme:%s\"; } public String description() { return \"d\"; }"
                + " public String fileName() { return \"%s\"; } public void write("
                + "io.recurbench.api.record.ResultSet r, java.io.OutputStream o) { } }";
        Path classes = PluginJars.folder(
                root,
                List.of(
                        PluginJars.cell("Fickle", "acme:x\" + System.nanoTime() + \"", ""),
                        PluginJars.cell("NoVersion", "acme:b", "public String version() { return null; }"),
                        PluginJars.cell("LongWinded", "acme:c", "").replace("\"a plugin\"", "\"x\".repeat(10 << 20)"),
                        PluginJars.cell("LongNamed", "acme:d\" + \"d\".repeat(200) + \"", ""),
                        PluginJars.cell("Twice", "acme:e", options("o, o")),
                        PluginJars.cell("NullOption", "acme:f", options("o, null")),
                        PluginJars.cell(
                                "NullOptions", "acme:g", options("").replace("java.util.Arrays.asList()", "null")),
                        PluginJars.cell(
                                "Deep",
                                "acme:h",
                                "public java.util.List<io.recurbench.api.Option> options() { return options(); }"),
                        PluginJars.cell(
                                "Mute",
                                "acme:i",
                                "public Mute() { throw new RuntimeException() {"
                                        + " public String getMessage() { throw new Error(); } }; }"),
                        PluginJars.cell(
                                "Asking",
                                "acme:j",
                                "public Asking() {"
                                        + " throw io.recurbench.api.RecurbenchException.data(\"no licence\"); }"),
                        report.formatted("Thief", "thief", "results.jsonl"),
                        report.formatted("Climber", "climber", "../up.txt"),
                        report.formatted("Same", "same", "lines.txt"),
                        "package plug; public class Nulls implements io.recurbench.api.task.Suite {"
                                + " public String id() { return \"acme:k\"; }"
                                + " public String description() { return \"d\"; }"
                                + " public java.util.List<io.recurbench.api.task.Task> tasks() { return null; } }"),
                Map.of(
                        Cell.class,
                        List.of(
                                "plug.Fickle",
                                "plug.NoVersion",
                                "plug.LongWinded",
                                "plug.LongNamed",
                                "plug.Twice",
                                "plug.NullOption",
                                "plug.NullOptions",
                                "plug.Deep",
                                "plug.Mute",
                                "plug.Asking"),
                        ReportWriter.class,
                        List.of("plug.Thief", "plug.Climber", "plug.Same"),
                        Suite.class,
                        List.of("plug.Nulls")));

        Map<String, String> reasons = discover(classes).rejected().stream()
                .collect(Collectors.toMap(
                        plugin -> plugin.provider().substring("plug.".length()), RejectedPlugin::reason));

        assertThat(reasons)
                .hasSize(14)
                .allSatisfy((name, reason) -> assertThat(reason).hasSizeLessThan(400));
        assertThat(reasons.get("Fickle")).startsWith("its id changes from call to call: 'acme:x");
        assertThat(reasons.get("NoVersion")).isEqualTo("version gave null");
        assertThat(reasons.get("LongWinded")).contains("its description has 10485760 characters", "at most 1000");
        assertThat(reasons.get("LongNamed")).contains("its id has 206 characters");
        assertThat(reasons.get("Twice")).isEqualTo("it declares the option 'o' twice");
        assertThat(reasons.get("NullOption")).isEqualTo("its options hold null");
        assertThat(reasons.get("NullOptions")).startsWith("options threw NullPointerException");
        assertThat(reasons.get("Deep")).isEqualTo("options threw StackOverflowError");
        assertThat(reasons.get("Mute")).isEqualTo("the constructor threw plug.Mute$1");
        assertThat(reasons.get("Asking")).contains("no licence");
        assertThat(reasons.get("Thief")).contains("its file is 'results.jsonl'", "a run's own");
        assertThat(reasons.get("Climber")).contains("its file is '../up.txt'");
        assertThat(reasons.get("Same")).contains("its file name is taken by", "LineReport");
        assertThat(reasons.get("Nulls")).startsWith("tasks threw NullPointerException");
    }

    @Test
    void settingsOfTheProcessThatAPluginChangesArePutBack() throws IOException {
        Path jar = PluginJars.jarOfCell(
                root,
                "Foreign",
                "acme:foreign",
                "public Foreign() { java.util.Locale.setDefault(new java.util.Locale(\"tr\", \"TR\"));"
                        + " java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone(\"Asia/Tokyo\"));"
                        + " Thread.currentThread().setContextClassLoader(null); }");
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();

        assertThat(discover(jar).cell("acme:foreign").id()).isEqualTo("acme:foreign");

        assertThat(Locale.getDefault()).isEqualTo(locale);
        assertThat(Locale.getDefault(Locale.Category.FORMAT)).isEqualTo(locale);
        assertThat(TimeZone.getDefault()).isEqualTo(zone);
        assertThat(Thread.currentThread().getContextClassLoader()).isEqualTo(loader);
    }

    @Test
    void aFoundPluginIsGuarded() throws IOException {
        Path classes = PluginJars.folder(
                root,
                List.of(
                        throwing("Deep", "return define(s);"),
                        throwing("Lost", "throw new NoClassDefFoundError(\"com/acme/Gone\");"),
                        throwing("Odd", "throw new IllegalStateException(\"odd\", new java.io.IOException(\"disk\"));"),
                        throwing("Null", "return null;"),
                        throwing("Wise", "throw io.recurbench.api.RecurbenchException.usage(\"an even size\");"),
                        PluginJars.cell(
                                        "Fickle",
                                        "acme:fickle",
                                        "int asked; public String version() { return String.valueOf(asked++); }"
                                                + options("o"))
                                .replace("\"a plugin\"", "version()")),
                List.of("plug.Deep", "plug.Lost", "plug.Odd", "plug.Null", "plug.Wise", "plug.Fickle"));
        PluginCatalog catalog = discover(classes);

        Cell fickle = catalog.cell("acme:fickle").plugin();
        assertThat(List.of(fickle.version(), fickle.description(), fickle.version()))
                .containsExactly("0", "1", "0");
        assertThat(fickle.options()).extracting(Option::name).containsExactly("o");
        Cell same = catalog.cell("acme:fickle").plugin();
        assertThat(fickle)
                .isEqualTo(same)
                .hasSameHashCodeAs(same)
                .isNotEqualTo(catalog.cell("acme:deep").plugin())
                .hasToString("cell 'acme:fickle' from " + classes);

        assertThatThrownBy(() -> define(catalog, "deep"))
                .isInstanceOf(PluginFailure.class)
                .hasMessage("cell 'acme:deep' from " + classes + ": define threw StackOverflowError")
                .hasCauseInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> define(catalog, "lost"))
                .isInstanceOf(PluginFailure.class)
                .hasMessageContainingAll(
                        "define threw NoClassDefFoundError: com/acme/Gone; a plugin sees the JDK, io.recurbench.api and",
                        "beside its jar");
        assertThatThrownBy(() -> define(catalog, "odd"))
                .isInstanceOf(PluginFailure.class)
                .hasMessageEndingWith("define threw IllegalStateException: odd, caused by IOException: disk");
        assertThatThrownBy(() -> define(catalog, "null"))
                .isInstanceOf(PluginFailure.class)
                .hasMessageEndingWith("define gave null");
        assertThatThrownBy(() -> define(catalog, "wise"))
                .isInstanceOf(RecurbenchException.class)
                .hasMessage("an even size");
        assertThat(PluginCall.in(Thread.currentThread())).isEmpty();
    }

    @Test
    void aRefusedPluginIsNotTouched() throws IOException {
        Path jar = PluginJars.jarOfCell(
                root, "Bad", "acme:bad", "static { System.setProperty(\"recurbench.test.touched\", \"yes\"); }");
        PluginPath path = new PluginPath(
                List.of(jar),
                List.of(new Refusal("plug.Bad", jar.toRealPath().toString(), "it ended its process")),
                List.of());

        assertThat(PluginRegistry.discover(LOADER, path).rejected())
                .singleElement()
                .hasToString("cell 'plug.Bad' from " + jar + ": it ended its process");
        assertThat(System.getProperty("recurbench.test.touched")).isNull();
    }

    private static void define(PluginCatalog catalog, String name) {
        // None of these looks at the scope.
        catalog.cell("acme:" + name).plugin().define((CellScope) null);
    }

    private static String throwing(String name, String body) {
        return PluginJars.cell(name, "acme:" + name.toLowerCase(Locale.ROOT), "")
                .replace("return s.input();", body);
    }

    private static String options(String list) {
        return "public java.util.List<io.recurbench.api.Option> options() {"
                + " io.recurbench.api.Option o = io.recurbench.api.Option.flag(\"o\", true, \"d\");"
                + " return java.util.Arrays.asList(" + list + "); }";
    }

    private PluginCatalog discover(Path... jars) {
        return PluginRegistry.discover(LOADER, PluginPath.of(List.of(jars)));
    }

    private Path services(String jar, String lines) throws IOException {
        Path classes = PluginJars.folder(root.resolve("of " + jar), List.of(), List.of(lines));
        return PluginJars.jar(classes, root.resolve(jar), PluginSource.SPI_VERSION);
    }

    /** Flips bits in the middle of an entry, which a jar stores after its name. */
    private static void damage(Path jar, String entry) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(entry) + entry.length();
        for (int i = at + 50; i < at + 80; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(jar, bytes);
    }

    private static String words(PluginCatalog catalog, int index) {
        return catalog.rejected().get(index).toString();
    }
}
