package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Initialiser;
import java.util.List;

/**
 * The minLSTM of 'Were RNNs All We Needed?' (Feng et al., 2024, section 3.2): an LSTM whose gates and candidate do not see the
 * state, and whose gates sum to 1.
 *
 * <pre>{@code
 * h' = f' * h + i' * c            f = s(W_f x + b_f),  i = s(W_i x + b_i),  c = W_h x + b_h
 * f' = f / (f + i)                i' = i / (f + i),  s the logistic function
 * }</pre>
 *
 * <p>Without {@code normalised} f and i themselves are the gates, as in the paper's first form and as the code may have it. The
 * quotient is taken as {@code f' = s(log f - log i)}, as in the code, so that no gate divides zero by zero. b_f starts at
 * {@code forget-bias}, which the code may add to it; 1 here, so that a state is kept a little longer than it takes to halve.
 * What {@code candidate} is, and what the code has beside it, is said at {@link MinGruCell}.
 *
 * <p>Parameters: {@code 3(dH + H)}, and H for a learned initial state.
 */
public final class MinLstmCell implements Cell {

    @Override
    public String id() {
        return "minlstm";
    }

    @Override
    public String description() {
        return "LSTM whose gates do not see the state";
    }

    @Override
    public List<Option> options() {
        return CellOptions.gated(
                CellOptions.HIDDEN,
                MinimalGates.CANDIDATE,
                Option.flag("normalised", true, "divide both gates by their sum"),
                Option.real("forget-bias", 1, -100, 100, "bias of the forget gate at first"));
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        Options options = scope.options();
        int n = step.hidden();
        Expr h = step.state();
        Expr open = step.x()
                .matmul(step.weight("W_f", step.inputWidth(), n))
                .plus(step.weight("b_f", new Initialiser.Constant(options.real("forget-bias")), n));
        Expr input = step.affine("i", n);
        Expr odds = options.flag("normalised") ? open.logSigmoid().minus(input.logSigmoid()) : open;
        Expr forget = odds.sigmoid();
        Expr added = options.flag("normalised") ? odds.times(-1).sigmoid() : input.sigmoid();
        Expr candidate = MinimalGates.candidate(options.text("candidate"), step);
        return scope.next(h, forget.times(h).plus(added.times(candidate)));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return 3L * (inputWidth + 1L) * options.integer("hidden") + Step.stateParameters(options);
    }
}
