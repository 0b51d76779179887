package io.recurbench.harness.discovery;

import java.nio.file.Files;
import java.util.Optional;

/**
 * A plugin that cannot be used, or a jar that none can come from. The others go on without it.
 *
 * @param kind its kind; empty if it is a jar
 * @param id its id, or empty if it did not get as far as telling it
 * @param provider name of the provider's class; empty if it is a jar
 * @param source where it comes from
 * @param reason why, in one sentence, with what to do
 * @param detail stack trace, or empty
 */
public record RejectedPlugin(
        Optional<PluginKind> kind, String id, String provider, PluginSource source, String reason, String detail) {

    /** A word for the kind: {@code "cell"}, or {@code "jar"} or {@code "folder"}. */
    public String word() {
        boolean isFolder = source.location().filter(Files::isDirectory).isPresent();
        return kind.map(PluginKind::word).orElse(isFolder ? "folder" : "jar");
    }

    /** Its id, or what else it is known by. */
    public String name() {
        if (kind.isEmpty()) {
            return source.name();
        }
        return id.isEmpty() ? provider : id;
    }

    /** One line: what was rejected, from where, and why. */
    @Override
    public String toString() {
        return kind.isEmpty()
                ? "plugin " + word() + " " + source + ": " + reason
                : word() + " '" + name() + "' from " + source + ": " + reason;
    }
}
