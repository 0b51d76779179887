package io.recurbench.testkit;

import io.recurbench.api.backend.Backend;
import io.recurbench.api.stability.Stability;
import java.util.Map;

/**
 * A backend as it is about to be used.
 *
 * @param backend the backend
 * @param options its options by name; what is missing has its default
 * @param threads host threads
 */
@Stability.Experimental
public record ParityTarget(Backend backend, Map<String, ?> options, int threads) {
    /** Copies. */
    public ParityTarget {
        options = Map.copyOf(options);
    }
}
