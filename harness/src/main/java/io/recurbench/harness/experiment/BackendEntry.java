package io.recurbench.harness.experiment;

import java.util.Map;

/**
 * A backend of an experiment.
 *
 * @param id id of the backend
 * @param options given options; a list stands for each of its values in turn
 */
public record BackendEntry(String id, Map<String, Object> options) {
    /** Copies. */
    public BackendEntry {
        options = Ordered.copy(options);
    }
}
