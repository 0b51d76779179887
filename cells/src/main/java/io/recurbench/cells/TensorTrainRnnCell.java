package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;

/**
 * A second-order network whose tensor is a tensor train (Oseledets, 2011), left as future work by Lizaire et al. (2024):
 * {@code W_ijk = sum_ab A_ia G_jab C_bk}, {@code h' = s(C^T (G_x^T (A^T h)) + V h + U x + b)} with A (n x P), G (d x P x S) and
 * C (S x n).
 *
 * <p>Parameters: {@code nP + dPS + Sn + dn + n^2 + n}.
 */
public final class TensorTrainRnnCell implements Cell {

    @Override
    public String id() {
        return "tt-rnn";
    }

    @Override
    public String description() {
        return "second-order network whose tensor is a tensor train";
    }

    @Override
    public List<Option> options() {
        return CellOptions.additive(
                CellOptions.HIDDEN,
                Option.integer("rank", 16, 1, 65_536, "P and S, the ranks of the train on both sides of the input"));
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int n = step.hidden();
        int p = scope.options().integer("rank");
        Expr h = step.state();
        Expr transition = step.x().matmul(step.weight("G", step.inputWidth(), p, p));
        Expr second = h.matmul(step.weight("A", n, p)).matmul(transition).matmul(step.weight("C", p, n));
        return step.activated(h, second.plus(step.firstOrder(h)));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        long n = options.integer("hidden");
        long p = options.integer("rank");
        return 2 * n * p
                + inputWidth * p * p
                + Step.firstOrderParameters(options, inputWidth)
                + Step.stateParameters(options);
    }
}
