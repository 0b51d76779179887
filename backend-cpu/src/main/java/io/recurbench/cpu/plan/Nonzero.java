package io.recurbench.cpu.plan;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import java.util.Arrays;

/**
 * Outside of which steps each value is zero. The adjoint of the loss is zero where nothing is scored, and so is all that
 * is linear in it; adjoints are zero behind the last scored step. Of what is not known, nothing is zero.
 */
final class Nonzero {
    private final ScoredRange[] range;

    private Nonzero(int size) {
        this.range = new ScoredRange[size];
        Arrays.fill(range, ScoredRange.ALL);
    }

    static ScoredRange[] of(Graph graph) {
        Nonzero nonzero = new Nonzero(graph.operations().size());
        for (Operation operation : graph.operations()) {
            nonzero.range[operation.id()] = nonzero.range(operation);
        }
        return nonzero.range;
    }

    private ScoredRange range(Operation operation) {
        if (operation instanceof Operation.Loss || operation instanceof Operation.LossAdjoint) {
            return ScoredRange.SCORED;
        }
        if (operation instanceof Operation.CarriedAdjoint) {
            return ScoredRange.TO_LAST_SCORED;
        }
        if (!operation.space().hasBatchRows()
                || operation instanceof Operation.Leaf
                || operation instanceof Operation.Softmax) {
            return ScoredRange.ALL;
        }
        if (operation instanceof Operation.Elementwise elementwise) {
            return elementwise(elementwise.function(), first(operation), last(operation));
        }
        if (operation instanceof Operation.VectorMatrix || operation instanceof Operation.OuterProduct) {
            return first(operation).and(last(operation));
        }
        if (operation instanceof Operation.Concatenate) {
            return operation.inputs().stream().map(input -> range[input]).reduce(ScoredRange.NONE, ScoredRange::or);
        }
        // Sums and slices of a row, its normalisation and the adjoint of that, which reads the row first.
        return last(operation);
    }

    private ScoredRange first(Operation operation) {
        return range[operation.inputs().get(0)];
    }

    private ScoredRange last(Operation operation) {
        return range[operation.inputs().get(operation.inputs().size() - 1)];
    }

    private static ScoredRange elementwise(Function function, ScoredRange first, ScoredRange last) {
        if (function == Function.ADD || function == Function.SUBTRACT) {
            return first.or(last);
        }
        ScoredRange kept = function.keepsZero(0) ? first : ScoredRange.ALL;
        return function.arity() == 2 && function.keepsZero(1) ? kept.and(last) : kept;
    }
}
