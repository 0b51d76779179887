package io.recurbench.harness.discovery;

import io.recurbench.api.Plugin;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.PluginInfo;
import io.recurbench.api.service.PluginLoader;
import java.util.concurrent.Callable;

/**
 * A plugin that can be used.
 *
 * @param kind its kind
 * @param id its id, unique among its kind
 * @param version its version
 * @param plugin the plugin, guarded: what it says of itself does not change, and what it throws names it
 * @param source where it comes from
 */
public record FoundPlugin<P extends Plugin>(PluginKind kind, String id, String version, P plugin, PluginSource source) {

    /** The plugin as it is, for the conformance kit: the rules are about what a guard would hide. */
    @SuppressWarnings("unchecked") // a guarded plugin has the interfaces of its kind that the plugin has
    public P unguarded() {
        return (P) Guard.inside(plugin);
    }

    /** Whether it is none of the distribution's. */
    public boolean isForeign() {
        return !code().entries().isEmpty();
    }

    /** The plugin's class, for another process to make one. */
    public PluginLoader.Code code() {
        return PluginLoader.Code.of(Guard.inside(plugin));
    }

    /** Makes a call into what the plugin has given; a failure names the plugin. */
    public <T> T call(String what, Callable<T> call) {
        return PluginCall.of(new PluginName(kind, id, "", source), what, call);
    }

    /** The error of whoever found that the plugin does not do what it has to, as a failure of the plugin. */
    public PluginFailure broken(RecurbenchException word) {
        return PluginFailure.broken(new PluginName(kind, id, "", source), word);
    }

    /** As it stands in a manifest. */
    public PluginInfo info() {
        return new PluginInfo(kind.word(), id, version, source.name(), source.sha256());
    }
}
