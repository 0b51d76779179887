package io.recurbench.api.task;

import io.recurbench.api.Plugin;
import io.recurbench.api.stability.Stability;
import java.net.URL;
import java.util.List;

/** A bundle of tasks and of experiments on them. Found at run time; a suite that fails to load is named and skipped. */
@Stability.Stable
public interface Suite extends Plugin {

    /** The tasks. */
    List<Task> tasks();

    /**
     * Experiments in YAML, as resources of the suite. Each file says its own id; see {@code docs/experiments.md} for the
     * format.
     */
    default List<URL> experiments() {
        return List.of();
    }
}
