package io.recurbench.harness.discovery;

/**
 * A plugin that cannot be used. The others go on without it.
 *
 * @param kind its kind
 * @param id its id, or empty if it did not get as far as telling it
 * @param provider name of the provider's class
 * @param source where it comes from
 * @param reason why, in one sentence, with what to do
 * @param detail stack trace, or empty
 */
public record RejectedPlugin(
        PluginKind kind, String id, String provider, PluginSource source, String reason, String detail) {

    /** One line: what was rejected, from where, and why. */
    @Override
    public String toString() {
        return kind.word() + " '" + (id.isEmpty() ? provider : id) + "' from " + source + ": " + reason;
    }
}
