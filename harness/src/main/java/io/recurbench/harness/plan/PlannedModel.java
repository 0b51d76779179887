package io.recurbench.harness.plan;

import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.program.GraphCost;
import io.recurbench.api.program.Program;

/**
 * What a trial trains, and how large that is.
 *
 * @param program the compiled model
 * @param positions T x B of its largest batch
 * @param memoryBytes about what its trainer holds: parameters, gradient and moments, and what {@link
 *     GraphCost#keptBytes()} says. A backend may need less (it computes again) or more (it packs); the trial's record has
 *     what it was
 */
public record PlannedModel(Program program, long positions, long memoryBytes) {

    /** About how many operations an update takes. */
    double operationsOfUpdate() {
        GraphCost cost = new GraphCost(program, program.training(), positions);
        return cost.operationsOfUpdate() + (double) positions * cost.operationsOfPosition();
    }

    /** A model with the estimate of its memory. */
    static PlannedModel of(Program program, Optimiser optimiser, long positions) {
        long parameters = Float.BYTES * (2L + optimiser.moments()) * program.parameterCount();
        long kept = new GraphCost(program, program.training(), positions).keptBytes();
        return new PlannedModel(program, positions, parameters + kept);
    }
}
