package io.recurbench.cli;

import io.recurbench.harness.discovery.PluginSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Packs classes of the tests into a jar, as a third party would ship them. */
final class PluginJar {
    private PluginJar() {}

    /** The classes of {@code com.acme} whose names begin so. */
    static List<String> classes(String... beginnings) throws IOException {
        try (Stream<Path> files =
                Files.list(Path.of(PluginJar.class.getResource("/com/acme").getPath()))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> Arrays.stream(beginnings).anyMatch(name::startsWith))
                    .map(name -> "com/acme/" + name)
                    .sorted()
                    .toList();
        }
    }

    /** Writes a jar for the SPI that the harness serves: classes and resources by name, providers by interface. */
    static void write(Path jar, List<String> files, Map<Class<?>, String> services) throws IOException {
        write(jar, PluginSource.SPI_VERSION, files, services);
    }

    /**
     * Writes a jar.
     *
     * @param spiVersion what its manifest says
     * @param files names of classes and resources to pack, with slashes
     * @param services providers by interface
     */
    static void write(Path jar, String spiVersion, List<String> files, Map<Class<?>, String> services)
            throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(PluginSource.SPI_ATTRIBUTE, spiVersion);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out, manifest)) {
            for (String file : files) {
                packed.putNextEntry(new JarEntry(file));
                try (InputStream in =
                        Objects.requireNonNull(PluginJar.class.getClassLoader().getResourceAsStream(file), file)) {
                    in.transferTo(packed);
                }
            }
            for (Map.Entry<Class<?>, String> service : services.entrySet()) {
                packed.putNextEntry(
                        new JarEntry("META-INF/services/" + service.getKey().getName()));
                packed.write((service.getValue() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
