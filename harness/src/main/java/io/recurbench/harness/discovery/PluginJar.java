package io.recurbench.harness.discovery;

import io.recurbench.api.task.Task;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/** Says what is wrong with a jar among the plugins before anything of it is loaded: the JVM passes over it in silence. */
final class PluginJar {
    private static final String SERVICES = "META-INF/services/";

    private PluginJar() {}

    /**
     * Why no plugin can come from there; empty if one may, or if none is expected.
     *
     * @param libraries what other jars name as their libraries
     */
    static Optional<String> problem(Path jar, Set<Path> libraries) {
        if (Files.isDirectory(jar) || libraries.contains(jar.toAbsolutePath().normalize())) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(jar)) {
            return Optional.of("it is no file: expected a jar");
        }
        if (!Files.isReadable(jar)) {
            return Optional.of("it may not be read: give this user the right to");
        }
        File file = jar.toFile();
        if (file.length() == 0) {
            return Optional.of("it is empty: expected a jar; copy it again");
        }
        try (JarFile opened = new JarFile(file)) {
            List<String> services = opened.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(SERVICES) && !name.endsWith("/"))
                    .map(name -> name.substring(SERVICES.length()))
                    .toList();
            return services.stream().anyMatch(PluginJar::isService) ? Optional.empty() : Optional.of(without(services));
        } catch (IOException | IllegalArgumentException e) {
            // Names of entries that are no text are an IllegalArgumentException.
            return Optional.of("it cannot be read as a jar (" + e.getMessage()
                    + "): it is damaged, or was cut off; copy or build it again");
        }
    }

    /** The libraries that jars name in the {@code Class-Path} of their manifests. */
    static Set<Path> libraries(List<Path> jars) {
        Set<Path> libraries = new HashSet<>();
        for (Path jar : jars) {
            PluginSource.attribute(jar, Attributes.Name.CLASS_PATH.toString())
                    .ifPresent(names -> Arrays.stream(names.strip().split("\\s+"))
                            .forEach(name -> libraries.add(
                                    jar.toAbsolutePath().resolveSibling(name).normalize())));
        }
        return libraries;
    }

    private static boolean isService(String name) {
        return PluginKind.services().anyMatch(type -> type.getName().equals(name));
    }

    private static String without(List<String> services) {
        String expected = PluginKind.services().map(Class::getName).collect(Collectors.joining(" or "));
        return "it holds no plugin: expected a file " + SERVICES + expected
                + (services.contains(Task.class.getName()) ? "; tasks come from a suite" : "");
    }
}
