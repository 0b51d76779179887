package io.recurbench.harness.plan;

import java.util.Optional;

/**
 * A trial that will run.
 *
 * @param spec what it is
 * @param memoryBytes estimate of what its trainer holds
 * @param skip why the backend cannot run it, if so: the trial is then recorded as skipped
 */
public record PlannedTrial(TrialSpec spec, long memoryBytes, Optional<String> skip) {}
