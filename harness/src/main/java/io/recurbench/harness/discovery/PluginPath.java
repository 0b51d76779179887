package io.recurbench.harness.discovery;

import io.recurbench.api.RecurbenchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where foreign plugins come from.
 *
 * @param entries jars and class folders
 * @param refusals which of their plugins are not to be tried, and why
 */
public record PluginPath(List<Path> entries, List<Refusal> refusals) {
    /** No foreign plugins. */
    public static final PluginPath EMPTY = new PluginPath(List.of(), List.of());

    /** Copies, and checks that all entries are there. */
    public PluginPath {
        entries = List.copyOf(entries);
        refusals = List.copyOf(refusals);
        for (Path entry : entries) {
            if (!Files.exists(entry)) {
                throw RecurbenchException.usage("plugin path " + entry + " does not exist");
            }
        }
    }

    /** The same without a plugin. */
    public PluginPath without(Refusal refusal) {
        return new PluginPath(
                entries, Stream.concat(refusals.stream(), Stream.of(refusal)).toList());
    }

    /** Jars and class folders, all to be tried. */
    public static PluginPath of(List<Path> entries) {
        return new PluginPath(entries, List.of());
    }
}
