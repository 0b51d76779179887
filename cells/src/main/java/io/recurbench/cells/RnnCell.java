package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;

/**
 * The simple recurrent network (Elman, 1990): {@code h' = s(V h + U x + b)}.
 *
 * <p>Parameters: {@code dn + n^2 + n}.
 */
public final class RnnCell implements Cell {

    @Override
    public String id() {
        return "rnn";
    }

    @Override
    public String description() {
        return "Elman's recurrent network";
    }

    @Override
    public List<Option> options() {
        return CellOptions.additive(CellOptions.HIDDEN);
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        Expr h = step.state();
        return step.activated(h, step.firstOrder(h));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return Step.firstOrderParameters(options, inputWidth) + Step.stateParameters(options);
    }
}
