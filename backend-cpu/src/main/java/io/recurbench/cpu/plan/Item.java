package io.recurbench.cpu.plan;

import io.recurbench.api.program.Operation;
import java.util.List;

/**
 * A thing to do for some rows at one step of a sweep.
 *
 * @param kind what it is
 * @param value the value that it computes or reads
 * @param second the adjoint of LOSS_PAIR, the inner function of FUSED, else -1
 * @param reads ids of the values it reads
 * @param writes where it writes
 * @param range the steps at which it is done
 * @param clears whether at other steps zeros are written
 */
public record Item(
        Kind kind, int value, int second, List<Integer> reads, List<Span> writes, ScoredRange range, boolean clears) {

    /** The computation of a value of a table. */
    public static Item of(Operation operation) {
        return new Item(Kind.COMPUTE, operation.id(), -1, operation.inputs(), List.of(), ScoredRange.ALL, false);
    }

    /** What an item does. */
    public enum Kind {
        /** Computes a value with an operation of the graph. */
        COMPUTE,
        /** Computes a sum of which one term is itself a sum or a product that nobody else reads. */
        FUSED,
        /** Computes the loss and its adjoint in one pass. */
        LOSS_PAIR,
        /** Copies a value into a state or into a row of values side by side. */
        MOVE,
        /** Notes which rows are predicted right. */
        SCORE
    }
}
