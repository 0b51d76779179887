package io.recurbench.harness.discovery;

/**
 * What a plugin is called in messages.
 *
 * @param kind its kind
 * @param id its id; empty where that is not known yet
 * @param provider name of its class
 * @param source where it comes from
 */
record PluginName(PluginKind kind, String id, String provider, PluginSource source) {
    /** Of a plugin that has not told its id. */
    PluginName(PluginKind kind, String provider, PluginSource source) {
        this(kind, "", provider, source);
    }

    PluginName withId(String told) {
        return new PluginName(kind, told, provider, source);
    }

    @Override
    public String toString() {
        return kind.word() + " '" + (id.isEmpty() ? provider : id) + "' from " + source;
    }
}
