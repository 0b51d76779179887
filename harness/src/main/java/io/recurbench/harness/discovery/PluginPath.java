package io.recurbench.harness.discovery;

import io.recurbench.api.RecurbenchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where foreign plugins come from.
 *
 * @param entries plugins, each with class loader of its own: a jar, a folder with a plugin's jar and the jars of its
 *     libraries, or a folder of classes
 * @param refusals which of their plugins are not to be tried, and why
 * @param allowed digests of the jars that may be loaded, as {@code sha256:} and 64 hexadecimal digits; none for all
 */
public record PluginPath(List<Path> entries, List<Refusal> refusals, List<String> allowed) {
    /** No foreign plugins. */
    public static final PluginPath EMPTY = new PluginPath(List.of(), List.of(), List.of());

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    /** Copies, and checks that all entries are there. */
    public PluginPath {
        entries = List.copyOf(entries);
        refusals = List.copyOf(refusals);
        allowed = List.copyOf(allowed);
        for (String digest : allowed) {
            if (!DIGEST.matcher(digest).matches()) {
                throw RecurbenchException.usage(
                        "an allowed plugin is 'sha256:' and 64 hexadecimal digits in lower case,"
                                + " as 'recurbench plugins verify' prints them, not '" + digest + "'");
            }
        }
        for (Path entry : entries) {
            if (!Files.exists(entry)) {
                throw RecurbenchException.usage("plugin path " + entry + " does not exist");
            }
        }
    }

    /** The same without a plugin. */
    public PluginPath without(Refusal refusal) {
        return new PluginPath(
                entries, Stream.concat(refusals.stream(), Stream.of(refusal)).toList(), allowed);
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

    /** The same, of which only jars with these digests are loaded. */
    public PluginPath allowing(List<String> digests) {
        return new PluginPath(entries, refusals, digests);
    }

    /** Why a part may not be loaded; empty if it may. */
    Optional<String> objection(Path part) {
        String digest = "sha256:" + PluginSource.of(part).sha256();
        return allowed.isEmpty() || allowed.contains(digest)
                ? Optional.empty()
                : Optional.of(
                        Files.isDirectory(part)
                                ? "a folder of classes has no digest, and --plugin-allow names those that are loaded"
                                : "its digest " + digest + " is none that --plugin-allow names");
    }

    /** Jars and folders, all to be tried. */
    public static PluginPath of(List<Path> entries) {
        return new PluginPath(entries, List.of(), List.of());
    }
}
