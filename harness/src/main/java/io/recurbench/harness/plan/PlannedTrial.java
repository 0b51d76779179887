package io.recurbench.harness.plan;

import io.recurbench.harness.discovery.PluginFailure;
import java.util.Optional;

/**
 * A trial that will run.
 *
 * @param spec what it is
 * @param memoryBytes estimate of what its trainer holds
 * @param skip why the backend cannot run it, if so: the trial is then recorded as skipped
 * @param failure why it has failed already, if so: a plugin has, and the trial is then recorded as failed
 */
public record PlannedTrial(TrialSpec spec, long memoryBytes, Optional<String> skip, Optional<PluginFailure> failure) {

    /** The same for another seed. */
    PlannedTrial with(TrialSpec other) {
        return new PlannedTrial(other, memoryBytes, skip, failure);
    }
}
