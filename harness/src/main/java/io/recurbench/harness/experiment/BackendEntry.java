package io.recurbench.harness.experiment;

import java.util.List;
import java.util.Map;

/**
 * A backend of an experiment.
 *
 * @param id id of the backend
 * @param options given options as text; each of the values of one in turn
 */
public record BackendEntry(String id, Map<String, List<String>> options) {
    /** Copies. */
    public BackendEntry {
        options = Ordered.copy(options);
    }
}
