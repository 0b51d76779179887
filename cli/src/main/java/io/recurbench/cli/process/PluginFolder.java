package io.recurbench.cli.process;

import io.recurbench.api.RecurbenchException;
import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.isolation.ChildCommand;
import io.recurbench.harness.isolation.Rehearsal;
import io.recurbench.harness.isolation.RehearsalMemory;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.PlainFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of foreign plugins: the one that is named, else {@code .recurbench/plugins} in the user's home, if it is
 * there. Each jar in it, and each folder, is a plugin. A project that Maven has built stands for its plugins.
 */
public final class PluginFolder {
    /** How long a call into a plugin may take where nobody has asked it for any work. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String TARGET = "target";
    private static final String PLUGINS = "plugins";

    private static @Nullable PluginPath known;
    private static List<String> allowed = List.of();

    private PluginFolder() {}

    /** Before anything is loaded: only jars with these digests are; none for all. */
    public static synchronized void allow(List<String> digests) {
        allowed = List.copyOf(digests);
        known = null;
    }

    /** What lies in it, in order of name, without the plugins that no process survives. */
    public static synchronized PluginPath path() {
        PluginPath path = known;
        if (path == null) {
            path = place().isEmpty()
                    ? PluginPath.EMPTY
                    : rehearsed(PluginPath.of(entries(Path.of(place()))).allowing(allowed));
            known = path;
        }
        return path;
    }

    /** What is wrong with the folder itself; empty if nothing is, or if there is none. */
    public static Optional<String> problem() {
        return !place().isEmpty() && path().entries().isEmpty()
                ? Optional.of("the plugin folder " + place() + " holds no jar and no folder of jars")
                : Optional.empty();
    }

    /** Where records of conformance are looked for: beside the plugins, and in the user's home. */
    public static List<Path> records() {
        Path home = Path.of(System.getProperty("user.home", "."), ".recurbench", "conformance");
        return place().isEmpty() ? List.of(home) : List.of(Path.of(place()), home);
    }

    private static String place() {
        String named = System.getProperty("recurbench.plugins", "");
        Path home = Path.of(System.getProperty("user.home", "."), ".recurbench", "plugins");
        return named.isEmpty()
                ? Files.isDirectory(home) ? home.toString() : named
                : built(Path.of(named)).toString();
    }

    /** The plugins of a project that is named, or of the folder that Maven builds it in: its classes lie beside them. */
    static Path built(Path named) {
        Path project = named.toAbsolutePath().normalize();
        boolean isTarget = project.endsWith(TARGET) && isProject(PlainFile.parent(project));
        Path plugins = isTarget ? named.resolve(PLUGINS) : named.resolve(TARGET).resolve(PLUGINS);
        return (isTarget || isProject(project)) && Files.isDirectory(plugins) ? plugins : named;
    }

    private static boolean isProject(Path folder) {
        return Files.exists(folder.resolve("pom.xml"));
    }

    private static PluginPath rehearsed(PluginPath path) {
        return new Rehearsal(
                        () -> ChildCommand.likeThis(TrialProcess.class, PluginPath.EMPTY),
                        PATIENCE,
                        RehearsalMemory.ofUser(System.getenv()))
                .of(path);
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return !name.startsWith(".") && (name.endsWith(".jar") || Files.isDirectory(file));
                    })
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.ENVIRONMENT,
                    "the plugin folder " + folder + " cannot be read: " + FileTrouble.words(e),
                    e);
        }
    }
}
