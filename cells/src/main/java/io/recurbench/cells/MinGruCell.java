package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;

/**
 * The minGRU of 'Were RNNs All We Needed?' (Feng et al., 2024, section 3.1): a GRU whose gate and candidate do not see the
 * state.
 *
 * <pre>{@code
 * h' = (1 - z) * h + z * c        z = s(W_z x + b_z),  c = W_h x + b_h,  s the logistic function
 * }</pre>
 *
 * <p>That is the paper's form. What the authors' code trains is that of the appendix, whose states are positive so that a scan
 * can work on their logarithms: {@code candidate: positive} makes c {@code g(W_h x + b_h)}, with {@code g(a) = a + 1/2} where
 * {@code a >= 0} and s(a) below. The code learns the state before the first step, through g; here that is {@code initial-state}.
 *
 * <p>Parameters: {@code 2(dH + H)}, and H for a learned initial state.
 */
public final class MinGruCell implements Cell {

    @Override
    public String id() {
        return "mingru";
    }

    @Override
    public String description() {
        return "GRU whose gate does not see the state";
    }

    @Override
    public List<Option> options() {
        return CellOptions.gated(CellOptions.HIDDEN, MinimalGates.CANDIDATE);
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        Expr h = step.state();
        Expr update = step.affine("z", step.hidden()).sigmoid();
        Expr candidate = MinimalGates.candidate(scope.options().text("candidate"), step);
        Expr kept = update.times(-1).plus(1).times(h);
        return scope.next(h, kept.plus(update.times(candidate)));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return 2L * (inputWidth + 1L) * options.integer("hidden") + Step.stateParameters(options);
    }
}
