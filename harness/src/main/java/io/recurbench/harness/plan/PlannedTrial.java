package io.recurbench.harness.plan;

import io.recurbench.api.record.TrialSpec;
import io.recurbench.harness.discovery.PluginFailure;
import java.util.Optional;

/**
 * A trial that will run.
 *
 * @param trial the trial
 * @param model what it trains; empty where a plugin has failed
 * @param operations about how many it takes, to share trials out by: of all updates that it may make, or what a
 *     measurement of speed takes time for; 0 if it will not run
 * @param skip why the backend cannot run it, if so: the trial is then recorded as skipped
 * @param failure why it has failed already, if so: a plugin has, and the trial is then recorded as failed
 */
public record PlannedTrial(
        Trial trial,
        Optional<PlannedModel> model,
        double operations,
        Optional<String> skip,
        Optional<PluginFailure> failure) {

    /** What it is. */
    public TrialSpec spec() {
        return trial.spec();
    }

    /** Estimate of what its trainer holds; 0 where that is not known. */
    public long memoryBytes() {
        return model.map(PlannedModel::memoryBytes).orElse(0L);
    }
}
