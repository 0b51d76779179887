package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;

/**
 * The second-order term alone (Lizaire et al., 2024): {@code h' = s(W x1 h x2 x)}.
 *
 * <p>Parameters: {@code n^2 d}, and n for the learned initial state: with a state of zero it would stay there.
 */
public final class BirnnCell implements Cell {

    @Override
    public String id() {
        return "birnn";
    }

    @Override
    public String description() {
        return "the bilinear term of a second-order network alone, with an activation";
    }

    @Override
    public List<Option> options() {
        return CellOptions.additive(CellOptions.HIDDEN).stream()
                .map(o -> o.name().equals("initial-state") ? CellOptions.LEARNED_STATE : o)
                .toList();
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int n = step.hidden();
        Expr h = step.state();
        return step.activated(h, h.matmul(step.x().matmul(step.weight("W", step.inputWidth(), n, n))));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        long n = options.integer("hidden");
        return n * n * inputWidth + Step.stateParameters(options);
    }
}
