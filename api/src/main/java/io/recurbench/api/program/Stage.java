package io.recurbench.api.program;

import io.recurbench.api.stability.Stability;
import java.util.List;

/**
 * A part of a graph's schedule. Stages run in order, the operations of a stage in order.
 *
 * @param kind how the operations are run
 * @param operations ids, in an order in which each comes after its inputs
 * @param states the states whose recurrence a loop runs, as indices of {@link Program#states()}; else empty
 */
@Stability.Experimental
public record Stage(Kind kind, List<Integer> operations, List<Integer> states) {
    /** Copies. */
    public Stage {
        operations = List.copyOf(operations);
        states = List.copyOf(states);
    }

    /** How the operations of a stage are run. */
    public enum Kind {
        /** Once per update of the parameters: values of PARAMETERS and VOCABULARY that the batch does not touch. */
        PREPARE,
        /** Once, for all {@code T x B} rows: values of SEQUENCE. Every row stands for itself. */
        ROWS,
        /** For {@code t = 0 .. T-1}: values of STEP. Every row of the batch stands for itself. */
        LOOP_FORWARD,
        /** For {@code t = T-1 .. 0}: values of STEP. */
        LOOP_BACKWARD,
        /**
         * Once, last: sums over rows into VOCABULARY and PARAMETERS, and what follows from them. The only stage in which
         * rows of the batch meet.
         */
        REDUCE
    }
}
