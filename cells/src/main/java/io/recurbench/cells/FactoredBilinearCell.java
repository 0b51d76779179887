package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;

/**
 * The factored bilinear transition (Ebrahimi and Memisevic, 2025): {@code A_x = W1 diag(Wx^T x) W2^T} of rank R.
 *
 * <p>Parameters: {@code R(2H + D)}, additive terms and the learned initial state beside it.
 */
public final class FactoredBilinearCell implements Cell {

    @Override
    public String id() {
        return "bilinear-factored";
    }

    @Override
    public String description() {
        return "bilinear transition whose tensor is a CP decomposition";
    }

    @Override
    public List<Option> options() {
        return CellOptions.multiplicative(CellOptions.HIDDEN, CellOptions.RANK);
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int n = step.hidden();
        int rank = scope.options().integer("rank");
        Expr h = step.state();
        return step.multiplicative(
                h,
                h.matmul(step.weight("W1", n, rank))
                        .times(step.x().matmul(step.weight("Wx", step.inputWidth(), rank)))
                        .matmul(step.weight("W2", rank, n)));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return options.integer("rank") * (2L * options.integer("hidden") + inputWidth)
                + Step.multiplicativeParameters(options, inputWidth);
    }
}
