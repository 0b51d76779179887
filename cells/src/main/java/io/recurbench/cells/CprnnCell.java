package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;

/**
 * CPRNN (Lizaire et al., ICML 2024): {@code h' = s(C (A^T h * B^T x) + V h + U x + b)}, a second-order network whose tensor
 * has the CP decomposition with factors A (n x R), B (d x R) and C (n x R).
 *
 * <p>Parameters: {@code 2nR + dR + dn + n^2 + n}.
 */
public final class CprnnCell implements Cell {

    @Override
    public String id() {
        return "cprnn";
    }

    @Override
    public String description() {
        return "second-order network whose tensor is a CP decomposition";
    }

    @Override
    public List<Option> options() {
        return CellOptions.additive(CellOptions.HIDDEN, CellOptions.RANK);
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int n = step.hidden();
        int rank = scope.options().integer("rank");
        Expr h = step.state();
        Expr second = h.matmul(step.weight("A", n, rank))
                .times(step.x().matmul(step.weight("B", step.inputWidth(), rank)))
                .matmul(step.weight("C", rank, n));
        return step.activated(h, second.plus(step.firstOrder(h)));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        long n = options.integer("hidden");
        long rank = options.integer("rank");
        return (2 * n + inputWidth) * rank
                + Step.firstOrderParameters(options, inputWidth)
                + Step.stateParameters(options);
    }
}
