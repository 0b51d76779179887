package io.recurbench.harness.discovery;

import io.recurbench.api.task.Task;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/** Says what is wrong with a jar among the plugins before anything of it is loaded: the JVM passes over it in silence. */
final class PluginJar {
    private static final String SERVICES = "META-INF/services/";

    private PluginJar() {}

    /**
     * Why nothing can be read from there; empty if something can.
     *
     * @param services takes the names of the services that it has providers of
     */
    static Optional<String> defect(Path jar, Consumer<String> services) {
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
            opened.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(SERVICES) && !name.endsWith("/"))
                    .map(name -> name.substring(SERVICES.length()))
                    .forEach(services);
            module(opened)
                    .ifPresent(module -> module.provides().forEach(provides -> services.accept(provides.service())));
            return Optional.empty();
        } catch (IOException | IllegalArgumentException | InvalidModuleDescriptorException e) {
            // Names of entries that are no text are an IllegalArgumentException.
            return Optional.of("it cannot be read as a jar (" + e.getMessage()
                    + "): it is damaged, or was cut off; copy or build it again");
        }
    }

    /** The providers of a service that only a jar's {@code module-info} names: plugins are loaded without modules. */
    static List<String> ofModule(Path jar, Class<?> service) {
        if (!Files.isRegularFile(jar)) {
            return List.of();
        }
        try (JarFile opened = new JarFile(jar.toFile())) {
            if (opened.getEntry(SERVICES + service.getName()) != null) {
                return List.of();
            }
            return module(opened).stream()
                    .flatMap(module -> module.provides().stream())
                    .filter(provides -> provides.service().equals(service.getName()))
                    .flatMap(provides -> provides.providers().stream())
                    .toList();
        } catch (IOException | IllegalArgumentException | InvalidModuleDescriptorException e) {
            return List.of();
        }
    }

    private static Optional<ModuleDescriptor> module(JarFile jar) throws IOException {
        ZipEntry info = jar.getEntry("module-info.class");
        if (info == null) {
            return Optional.empty();
        }
        try (InputStream in = jar.getInputStream(info)) {
            return Optional.of(ModuleDescriptor.read(in));
        }
    }

    /** Whether a service is one that plugins provide. */
    static boolean isService(String name) {
        return PluginKind.services().anyMatch(type -> type.getName().equals(name));
    }

    /** What is missing where these services and no other are provided. */
    static String without(Collection<String> services) {
        String expected = PluginKind.services().map(Class::getName).collect(Collectors.joining(" or "));
        return "it holds no plugin: expected a file " + SERVICES + expected
                + (services.contains(Task.class.getName()) ? "; tasks come from a suite" : "");
    }

    /** Jars with the libraries that they name, which are there, and those that these name. */
    static Set<Path> withLibraries(List<Path> jars) {
        Set<Path> all = new LinkedHashSet<>();
        Deque<Path> open = new ArrayDeque<>(jars);
        while (!open.isEmpty()) {
            Path jar = open.remove().toAbsolutePath().normalize();
            if (Files.exists(jar) && all.add(jar)) {
                open.addAll(libraries(List.of(jar)));
            }
        }
        return all;
    }

    /** The libraries that jars name in the {@code Class-Path} of their manifests. */
    static Set<Path> libraries(List<Path> jars) {
        Set<Path> libraries = new HashSet<>();
        for (Path jar : jars) {
            PluginSource.attribute(jar, Attributes.Name.CLASS_PATH.toString())
                    .ifPresent(names -> Arrays.stream(names.strip().split("\\s+"))
                            .forEach(name -> libraries.add((name.startsWith("file:")
                                            ? Path.of(URI.create(name))
                                            : jar.toAbsolutePath().resolveSibling(name))
                                    .normalize())));
        }
        return libraries;
    }
}
