package io.recurbench.api.program;

import io.recurbench.api.stability.Stability;
import java.util.function.IntUnaryOperator;

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
@Stability.Experimental
public record Recurrence(int state, int initial, int current, int next, int carriedAdjoint, int currentAdjoint) {

    /**
     * The same among other ids, of which no value has -1. A value that is carried nowhere has no adjoint that is carried.
     *
     * @param ids the new id of each value, or -1 if it is gone
     */
    public Recurrence moved(IntUnaryOperator ids) {
        int carried = moved(carriedAdjoint, ids);
        return new Recurrence(
                state,
                moved(initial, ids),
                moved(current, ids),
                moved(next, ids),
                carried,
                carried < 0 ? -1 : moved(currentAdjoint, ids));
    }

    private static int moved(int id, IntUnaryOperator ids) {
        return id < 0 ? -1 : ids.applyAsInt(id);
    }
}
