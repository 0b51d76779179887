package io.recurbench.cpu.plan;

import java.util.List;

/**
 * One pass over the time steps. Since rows of a batch are independent until the sums at the end, all stages of one
 * direction are run step by step: what stands before, in and after a loop is computed for step t before step t + 1, so that
 * values are used while they are in the cache and only what a later sweep reads is kept.
 *
 * @param backward whether time runs from the last step to the first
 * @param operations ids of the values of SEQUENCE and STEP, in an order in which each comes after its inputs
 */
public record Sweep(boolean backward, List<Integer> operations) {
    /** Copies. */
    public Sweep {
        operations = List.copyOf(operations);
    }
}
