package io.recurbench.harness.discovery;

import io.recurbench.api.Plugin;
import io.recurbench.api.record.PluginInfo;

/**
 * A plugin that can be used.
 *
 * @param kind its kind
 * @param id its id, unique among its kind
 * @param version its version
 * @param plugin the plugin
 * @param source where it comes from
 */
public record FoundPlugin<P extends Plugin>(PluginKind kind, String id, String version, P plugin, PluginSource source) {

    /** As it stands in a manifest. */
    public PluginInfo info() {
        return new PluginInfo(kind.word(), id, version, source.name(), source.sha256());
    }
}
