package io.recurbench.harness.discovery;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.service.PluginLoader;
import java.util.Arrays;
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

    /** The kit's or the compiler's word that a plugin does not do what it has to, with the line of the plugin's that did not. */
    static PluginFailure broken(PluginName plugin, RecurbenchException word) {
        String message = word.getMessage();
        String named = plugin.kind().word() + " '" + plugin.id() + "'";
        String reason = message.startsWith(named)
                ? message.substring(named.length()).replaceFirst("^: ", "").strip()
                : message;
        String place = Arrays.stream(word.getStackTrace())
                .filter(frame ->
                        !frame.getClassName().matches("(java|jdk|sun|io\\.recurbench\\.(api|compiler|harness))\\..*"))
                .filter(frame -> frame.getFileName() != null)
                .findFirst()
                .map(frame -> " (at " + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .orElse("");
        return new PluginFailure(plugin, reason + place, word);
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
