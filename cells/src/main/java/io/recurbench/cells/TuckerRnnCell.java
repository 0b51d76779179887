package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;

/**
 * A second-order network whose tensor is a Tucker decomposition, left as future work by Lizaire et al. (2024): {@code h' =
 * s(C^T (G x1 A^T h x2 B^T x) + V h + U x + b)} with A (n x P), B (d x Q), C (S x n) and the core G (P x Q x S). CPRNN is
 * the case of a diagonal core.
 *
 * <p>Parameters: {@code nP + dQ + Sn + PQS + dn + n^2 + n}.
 */
public final class TuckerRnnCell implements Cell {

    @Override
    public String id() {
        return "tucker-rnn";
    }

    @Override
    public String description() {
        return "second-order network whose tensor is a Tucker decomposition";
    }

    @Override
    public List<Option> options() {
        return CellOptions.additive(
                CellOptions.HIDDEN,
                Option.integer("rank", 16, 1, 65_536, "P and S, the multilinear ranks on the side of the state"),
                Option.integer("input-rank", 16, 1, 65_536, "Q, the multilinear rank on the side of the input"));
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int n = step.hidden();
        int p = scope.options().integer("rank");
        int q = scope.options().integer("input-rank");
        Expr h = step.state();
        // The core, contracted with the input: a P x S matrix per token.
        Expr core = step.x().matmul(step.weight("B", step.inputWidth(), q)).matmul(step.weight("G", q, p, p));
        Expr second = h.matmul(step.weight("A", n, p)).matmul(core).matmul(step.weight("C", p, n));
        return step.activated(h, second.plus(step.firstOrder(h)));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        long n = options.integer("hidden");
        long p = options.integer("rank");
        long q = options.integer("input-rank");
        return 2 * n * p
                + inputWidth * q
                + p * q * p
                + Step.firstOrderParameters(options, inputWidth)
                + Step.stateParameters(options);
    }
}
