package io.recurbench.harness.discovery;

/**
 * A plugin that is not to be tried: what it does cannot be survived.
 *
 * @param provider name of the provider's class
 * @param source the jar or folder that it comes from
 * @param reason why, for the user
 */
public record Refusal(String provider, String source, String reason) {
    boolean concerns(PluginName name) {
        return name.provider().equals(provider) && name.source().toString().equals(source);
    }
}
