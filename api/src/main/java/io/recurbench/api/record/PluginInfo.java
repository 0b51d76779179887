package io.recurbench.api.record;

import io.recurbench.api.stability.Stability;
import org.jspecify.annotations.Nullable;

/**
 * A plugin that was there when the run was made.
 *
 * @param kind {@code "cell"}, {@code "backend"}, {@code "suite"}, {@code "report"}
 * @param id its id
 * @param version its version
 * @param source file name of the jar or folder it came from
 * @param sha256 digest of the jar; empty for a folder
 * @param conformance what the record of this very jar says; null if there was none
 */
@Stability.Stable
public record PluginInfo(
        String kind,
        String id,
        String version,
        String source,
        String sha256,
        @Nullable Conformance conformance) {

    /** A plugin without a record of conformance. */
    public PluginInfo(String kind, String id, String version, String source, String sha256) {
        this(kind, id, version, source, sha256, null);
    }

    /** The same with what a record of its jar says. */
    public PluginInfo with(Conformance record) {
        return new PluginInfo(kind, id, version, source, sha256, record);
    }
}
