package io.recurbench.results;

import io.recurbench.api.record.PluginRef;
import java.util.Optional;

/** What this installation has to say of the plugins that a record names. */
@FunctionalInterface
public interface PluginCheck {
    /** Knows no plugins and objects to none. */
    PluginCheck NONE = (kind, plugin) -> Optional.empty();

    /**
     * Why a plugin cannot be used here as the record has it: {@code "there is no cell 'lstn', did you mean 'lstm'?"}; empty
     * if it can.
     *
     * @param kind {@code "cell"}, {@code "task"} or {@code "backend"}
     */
    Optional<String> problem(String kind, PluginRef plugin);
}
