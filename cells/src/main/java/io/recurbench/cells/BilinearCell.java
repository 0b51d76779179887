package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;

/**
 * The bilinear state transition (Ebrahimi and Memisevic, NeurIPS 2025): {@code h' = A_x h} with {@code (A_x)_ij = sum_k
 * W_ijk x_k}. It simulates any finite-state machine (Proposition 1).
 *
 * <p>Parameters: {@code H^2 D}, additive terms and the learned initial state beside it.
 */
public final class BilinearCell implements Cell {

    @Override
    public String id() {
        return "bilinear";
    }

    @Override
    public String description() {
        return "state transition by a matrix that is linear in the input";
    }

    @Override
    public List<Option> options() {
        return CellOptions.multiplicative(CellOptions.HIDDEN);
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int n = step.hidden();
        Expr h = step.state();
        return step.multiplicative(h, h.matmul(step.x().matmul(step.weight("W", step.inputWidth(), n, n))));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        long n = options.integer("hidden");
        return n * n * inputWidth + Step.multiplicativeParameters(options, inputWidth);
    }
}
