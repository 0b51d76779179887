package io.recurbench.harness.discovery;

import io.recurbench.api.RecurbenchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where foreign plugins come from.
 *
 * @param entries plugins, each with class loader of its own: a jar, a folder with a plugin's jar and the jars of its
 *     libraries, or a folder of classes
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

    /** The jars and folders of classes of all entries. */
    public List<Path> parts() {
        return entries.stream()
                .flatMap(entry -> PluginBundle.of(entry).parts().stream())
                .toList();
    }

    /** Where its plugins come from. */
    public Set<PluginSource> sources() {
        return parts().stream().map(PluginSource::of).collect(Collectors.toSet());
    }

    /** Jars and folders, all to be tried. */
    public static PluginPath of(List<Path> entries) {
        return new PluginPath(entries, List.of());
    }
}
