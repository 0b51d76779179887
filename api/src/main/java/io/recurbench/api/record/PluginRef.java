package io.recurbench.api.record;

import io.recurbench.api.stability.Stability;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A plugin as it was used in a trial.
 *
 * @param id its id
 * @param version its version
 * @param options resolved options
 */
@Stability.Stable
public record PluginRef(String id, String version, Map<String, Object> options) {
    /** Copies in sorted order. */
    public PluginRef {
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }
}
