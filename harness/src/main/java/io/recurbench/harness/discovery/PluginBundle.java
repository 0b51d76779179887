package io.recurbench.harness.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * A foreign plugin as it lies there: a jar that holds everything, a folder with its jar and those of its libraries, at
 * any depth, or a folder of classes.
 *
 * @param entry the jar or folder
 * @param parts its jars in order of their paths, or the folder of classes
 */
record PluginBundle(Path entry, List<Path> parts) {
    private static final int DEEPEST = 8;

    static PluginBundle of(Path entry) {
        if (!Files.isDirectory(entry) || Files.isDirectory(entry.resolve("META-INF/services"))) {
            return new PluginBundle(entry, List.of(entry));
        }
        try (Stream<Path> files = Files.walk(entry, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
            return new PluginBundle(
                    entry,
                    files.filter(file -> isJar(file) && !Files.isDirectory(file))
                            .sorted(Comparator.comparing(Path::toString))
                            .toList());
        } catch (IOException | UncheckedIOException e) {
            // A folder that may not be read, or links that go in a circle: nothing can come from there.
            return new PluginBundle(entry, List.of());
        }
    }

    /** Whether a file is a jar by its name. Hidden ones are none: copies begin so while they are being made. */
    static boolean isJar(Path file) {
        return file.getFileName().toString().matches("[^.].*\\.jar");
    }

    /**
     * Looks at all parts before anything of them is loaded.
     *
     * @param libraries what other jars name as their libraries: no plugin is expected there
     * @param bad takes each part, or the whole, that is of no use, and why
     * @return the parts that can be used; none if no plugin can come from there
     */
    List<Path> check(Set<Path> libraries, BiConsumer<Path, String> bad) {
        if (parts.isEmpty()) {
            bad.accept(
                    entry, "it holds no jar that may be read: expected a plugin's jar, with its libraries beside it");
            return List.of();
        }
        List<String> services = new ArrayList<>();
        List<Path> sound = new ArrayList<>();
        for (Path part : parts) {
            Optional<String> defect =
                    Files.isDirectory(part) ? Optional.empty() : PluginJar.defect(part, services::add);
            defect.ifPresent(reason -> bad.accept(part, reason));
            if (defect.isEmpty()) {
                sound.add(part);
            }
        }
        boolean expected = !sound.isEmpty()
                && !Files.isDirectory(sound.get(0))
                && !libraries.contains(entry.toAbsolutePath().normalize());
        if (expected && services.stream().noneMatch(PluginJar::isService)) {
            bad.accept(entry, PluginJar.without(services));
            return List.of();
        }
        return sound;
    }
}
