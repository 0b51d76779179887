package io.recurbench.harness.discovery;

import io.recurbench.api.service.PluginLoader;
import org.jspecify.annotations.Nullable;

/**
 * A plugin failed where it may not: it threw what is no message for the user, or gave what no plugin may give. The
 * message names the plugin, its jar, the method and what was thrown; the cause is what was thrown, if anything was.
 */
public final class PluginFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String reason;

    PluginFailure(PluginName plugin, String reason, @Nullable Throwable cause) {
        super(plugin + ": " + reason, cause);
        this.reason = reason;
    }

    /** A method threw what it may not. */
    static PluginFailure thrown(PluginName plugin, String method, Throwable cause) {
        return new PluginFailure(plugin, method + " threw " + words(cause), cause);
    }

    /** What was thrown, in words; where a class is missing, which there are. */
    static String words(Throwable thrown) {
        String words = Thrown.of(thrown).words();
        boolean missing = words.contains("NoClassDefFoundError") || words.contains("ClassNotFoundException");
        return words
                + (missing
                        ? "; a plugin sees the JDK, " + String.join(" and ", PluginLoader.PACKAGES)
                                + ": put its libraries beside its jar, in a folder of its own"
                        : "");
    }

    /** What a plugin gives or says is not what it may. */
    static PluginFailure wrong(PluginName plugin, String reason) {
        return new PluginFailure(plugin, reason, null);
    }

    /** What is wrong, without the name of the plugin. */
    String reason() {
        return reason;
    }

    /** The stack trace of what was thrown; empty if nothing was. */
    String trace() {
        Throwable cause = getCause();
        return cause == null ? "" : Thrown.of(cause).trace();
    }

    /** Never null, unlike that of other exceptions. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
