package io.recurbench.api.program;

/**
 * How a state goes round, as value ids of one graph.
 *
 * @param state index of the state in {@link Program#states()}
 * @param initial a value of PARAMETERS: the state before the first step
 * @param current the {@link Operation.StateValue}, or -1 if no operation reads it
 * @param next the value that becomes the state after the step (of STEP, or of a coarser space if no recurrence is in it)
 * @param carriedAdjoint the {@link Operation.CarriedAdjoint}; -1 in a graph without adjoints or if none is needed
 * @param currentAdjoint the value of STEP that is the adjoint of {@code current}; -1 likewise
 */
public record Recurrence(int state, int initial, int current, int next, int carriedAdjoint, int currentAdjoint) {}
