package io.recurbench.harness.plan;

import io.recurbench.api.program.Program;

/**
 * What a trial trains, and how large that is.
 *
 * @param program the compiled model
 * @param positions T x B of its largest batch
 * @param memoryBytes estimate of what its trainer holds
 */
public record PlannedModel(Program program, long positions, long memoryBytes) {}
