package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;

/**
 * The multiplicative-integration network (Wu et al., 2016): {@code h' = s(alpha * Vh * Ux + beta1 * Vh + beta2 * Ux + b)}.
 * It is CPRNN with a rank of n and a diagonal C (Lizaire et al., 2024).
 *
 * <p>Parameters: {@code dn + n^2 + 4n}.
 */
public final class MirnnCell implements Cell {

    @Override
    public String id() {
        return "mirnn";
    }

    @Override
    public String description() {
        return "multiplicative integration: the two products of a simple recurrent network multiplied";
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
        Expr vh = h.matmul(step.weight("V", n, n));
        Expr ux = step.x().matmul(step.weight("U", step.inputWidth(), n));
        Expr product = vh.times(ux).times(step.weight("alpha", n));
        return step.activated(
                h,
                product.plus(vh.times(step.weight("beta1", n)))
                        .plus(ux.times(step.weight("beta2", n)))
                        .plus(step.weight("b", n)));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return Step.firstOrderParameters(options, inputWidth)
                + 3L * options.integer("hidden")
                + Step.stateParameters(options);
    }
}
