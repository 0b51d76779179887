package io.recurbench.harness.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles plugins from source into folders and jars of their own, as a third party would. */
final class PluginJars {
    private PluginJars() {}

    /** A cell whose body is given: {@code %s} of the usual one is replaced. */
    static String cell(String name, String id, String extra) {
        return "package plug; public class " + name + " implements io.recurbench.api.Cell { " + extra
                + " public String id() { return \"" + id + "\"; }"
                + " public String description() { return \"a plugin\"; }"
                + " public io.recurbench.api.Expr define(io.recurbench.api.CellScope s) { return s.input(); }"
                + " public long parameterCount(io.recurbench.api.Options o, int w) { return 0; } }";
    }

    /** Compiles sources into a folder with a service file for cells. */
    static Path folder(Path root, List<String> sources, List<String> services) throws IOException {
        Path source = Files.createDirectories(root.resolve("src/plug"));
        Path classes = Files.createDirectories(root.resolve("classes"));
        List<Path> files = new ArrayList<>();
        for (String text : sources) {
            String name = text.replaceFirst("(?s).*?public (?:abstract )?(?:class|interface) (\\w+).*", "$1");
            files.add(Files.writeString(source.resolve(name + ".java"), text));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            output,
                            manager,
                            null,
                            List.of(
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-proc:none"),
                            null,
                            manager.getJavaFileObjectsFromPaths(files))
                    .call();
            assertThat(compiled).as(output.toString()).isTrue();
        }
        Path service = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(service.resolve("io.recurbench.api.Cell"), String.join("\n", services) + "\n");
        return classes;
    }

    /** Packs a folder into a jar whose manifest names a version of the SPI; an empty one names none. */
    static Path jar(Path classes, Path jar, String spiVersion) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
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
