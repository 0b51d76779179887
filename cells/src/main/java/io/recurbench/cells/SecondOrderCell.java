package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;

/**
 * The second-order network (Giles et al., 1989; Lizaire et al., 2024): {@code h' = s(W x1 [h;1] x2 [x;1])}. The slices of
 * the one tensor are kept apart: W proper, V and U of the first order, and b.
 *
 * <p>Parameters: {@code (n+1)(d+1)n}.
 */
public final class SecondOrderCell implements Cell {

    @Override
    public String id() {
        return "2rnn";
    }

    @Override
    public String description() {
        return "second-order network: a full tensor between state, input and new state";
    }

    @Override
    public List<Option> options() {
        return CellOptions.additive(CellOptions.HIDDEN);
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int n = step.hidden();
        Expr h = step.state();
        // V is added to each of the input's matrices, so that the step is a single product.
        Expr transition =
                step.x().matmul(step.weight("W", step.inputWidth(), n, n)).plus(step.weight("V", n, n));
        Expr additive = step.x().matmul(step.weight("U", step.inputWidth(), n)).plus(step.weight("b", n));
        return step.activated(h, h.matmul(transition).plus(additive));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        long n = options.integer("hidden");
        return (n + 1) * (inputWidth + 1L) * n + Step.stateParameters(options);
    }
}
