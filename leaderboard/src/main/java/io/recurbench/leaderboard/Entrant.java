package io.recurbench.leaderboard;

import io.recurbench.api.record.Conformance;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.PluginInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who stands in a row.
 *
 * @param id 12 hexadecimal digits over what it is: its anchor, the same however often the board is built
 * @param name for people; no two in a table are alike
 * @param backend id of its backend
 * @param parameters trainable numbers; 0 where it has none of its own
 * @param commit the newest commit that it was measured with: what the row shows
 * @param machines ids of the machines of the results that the row shows
 * @param jars what is known of its plugins' jars
 */
public record Entrant(
        String id, String name, String backend, long parameters, String commit, List<String> machines, List<Jar> jars) {
    /** Copies. */
    public Entrant {
        machines = List.copyOf(machines);
        jars = List.copyOf(jars);
    }

    /**
     * A plugin of a row.
     *
     * @param kind {@code "cell"} or {@code "backend"}
     * @param id its id
     * @param version its version
     * @param sha256 digest of its jar; empty for a folder
     * @param conformance what the record of this very jar says; null if there was none
     */
    public record Jar(
            String kind,
            String id,
            String version,
            String sha256,
            @Nullable Conformance conformance) {
        /** What a manifest says of a plugin. */
        static Optional<Jar> of(Manifest manifest, String kind, String id) {
            return manifest.plugins().stream()
                    .filter(plugin -> plugin.kind().equals(kind) && plugin.id().equals(id))
                    .findFirst()
                    .map((PluginInfo plugin) ->
                            new Jar(kind, id, plugin.version(), plugin.sha256(), plugin.conformance()));
        }
    }
}
