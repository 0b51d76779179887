package io.recurbench.cli.process;

import io.recurbench.api.RecurbenchException;
import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.isolation.ChildCommand;
import io.recurbench.harness.isolation.Rehearsal;
import io.recurbench.harness.isolation.RehearsalMemory;
import io.recurbench.results.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of foreign plugins that the launcher has put on the class path. */
public final class PluginFolder {
    /** How long a call into a plugin may take where nobody has asked it for any work. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static @Nullable PluginPath known;

    private PluginFolder() {}

    /** Its jars, in order of name as the launcher takes them, without the plugins that no process survives. */
    public static synchronized PluginPath path() {
        PluginPath path = known;
        if (path == null) {
            path = place().isEmpty() ? PluginPath.EMPTY : rehearsed(PluginPath.of(jars(Path.of(place()))));
            known = path;
        }
        return path;
    }

    /** What is wrong with the folder itself; empty if nothing is, or if there is none. */
    public static Optional<String> problem() {
        return !place().isEmpty() && path().entries().isEmpty()
                ? Optional.of("the plugin folder " + place() + " holds no jar")
                : Optional.empty();
    }

    private static String place() {
        return System.getProperty("recurbench.plugins", "");
    }

    private static PluginPath rehearsed(PluginPath path) {
        return new Rehearsal(
                        () -> ChildCommand.likeThis(TrialProcess.class, PluginPath.EMPTY),
                        PATIENCE,
                        RehearsalMemory.ofUser(System.getenv()))
                .of(path);
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[^.].*\\.jar"))
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
