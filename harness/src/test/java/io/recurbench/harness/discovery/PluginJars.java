package io.recurbench.harness.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.cell.Cell;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles plugins from source into folders and jars of their own, as a third party would. */
public final class PluginJars {
    private PluginJars() {}

    /** A cell whose body is given: {@code %s} of the usual one is replaced. */
    public static String cell(String name, String id, String extra) {
        return "package plug; public class " + name + " implements io.recurbench.api.cell.Cell { " + extra
                + " public String id() { return \"" + id + "\"; }"
                + " public String description() { return \"a plugin\"; }"
                + " public io.recurbench.api.cell.Expr define(io.recurbench.api.cell.CellScope s) { return s.input(); }"
                + " public long parameterCount(io.recurbench.api.Options o, int w) { return 0; } }";
    }

    /** Compiles sources into a folder with a service file for cells. */
    public static Path folder(Path root, List<String> sources, List<String> cells) throws IOException {
        return folder(root, sources, Map.of(Cell.class, cells));
    }

    /** Compiles sources into a folder with service files: providers by interface. */
    public static Path folder(Path root, List<String> sources, Map<Class<?>, List<String>> services)
            throws IOException {
        return folder(root, sources, services, List.of());
    }

    /** The same with libraries. */
    static Path folder(Path root, List<String> sources, Map<Class<?>, List<String>> services, List<Path> libraries)
            throws IOException {
        Path source = Files.createDirectories(root.resolve("src/plug"));
        Path classes = Files.createDirectories(root.resolve("classes"));
        List<Path> files = new ArrayList<>();
        for (String text : sources) {
            String name = text.replaceFirst("(?s).*?public (?:abstract )?(?:class|interface) (\\w+).*", "$1");
            files.add(Files.writeString(source.resolve(name + ".java"), text));
        }
        Path service = Files.createDirectories(classes.resolve("META-INF/services"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = files.isEmpty()
                    || compiler.getTask(
                                    output,
                                    manager,
                                    null,
                                    List.of(
                                            "-d",
                                            classes.toString(),
                                            "-cp",
                                            System.getProperty("java.class.path")
                                                    + libraries.stream()
                                                            .map(library -> File.pathSeparator + library)
                                                            .collect(Collectors.joining()),
                                            "-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files))
                            .call();
            assertThat(compiled).as(output.toString()).isTrue();
        }
        for (Map.Entry<Class<?>, List<String>> providers : services.entrySet()) {
            Files.writeString(
                    service.resolve(providers.getKey().getName()), String.join("\n", providers.getValue()) + "\n");
        }
        return classes;
    }

    /** A jar of one cell. */
    public static Path jarOfCell(Path root, String name, String id, String extra) throws IOException {
        Path classes = folder(root.resolve(name), List.of(cell(name, id, extra)), List.of("plug." + name));
        return jar(classes, root.resolve(name + ".jar"), PluginSource.SPI_VERSION);
    }

    /** Packs a folder into a jar whose manifest names a version of the SPI; an empty one names none. */
    public static Path jar(Path classes, Path jar, String spiVersion) throws IOException {
        return jar(classes, jar, spiVersion, Map.of());
    }

    /** The same, with further entries of the manifest. */
    public static Path jar(Path classes, Path jar, String spiVersion, Map<String, String> entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        entries.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        if (!spiVersion.isEmpty()) {
            manifest.getMainAttributes().putValue(PluginSource.SPI_ATTRIBUTE, spiVersion);
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                packed.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, packed);
                packed.closeEntry();
            }
        }
        return jar;
    }
}
