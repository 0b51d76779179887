package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;

/**
 * The gated recurrent unit (Cho et al., 2014) in the form of cuDNN, the reset gate behind the product: {@code r, z =
 * sigmoid(V h + U x + b)}, {@code c = tanh(U x + b + r * (V h + e))}, {@code h' = (1 - z) * c + z * h}.
 *
 * <p>Parameters: {@code 3(dn + n^2 + n) + n}.
 */
public final class GruCell implements Cell {

    @Override
    public String id() {
        return "gru";
    }

    @Override
    public String description() {
        return "gated recurrent unit";
    }

    @Override
    public List<Option> options() {
        return CellOptions.gated(CellOptions.HIDDEN);
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int n = step.hidden();
        Expr h = step.state();
        Expr fromState = h.matmul(step.weight("V", n, 3 * n));
        Expr fromInput =
                step.x().matmul(step.weight("U", step.inputWidth(), 3 * n)).plus(step.weight("b", 3 * n));
        Expr gates = fromState.slice(0, 2 * n).plus(fromInput.slice(0, 2 * n)).sigmoid();
        Expr reset = gates.slice(0, n);
        Expr update = gates.slice(n, n);
        Expr recurrent = fromState.slice(2 * n, n).plus(step.weight("e", n));
        Expr candidate = fromInput.slice(2 * n, n).plus(reset.times(recurrent)).tanh();
        return scope.next(h, candidate.plus(update.times(h.minus(candidate))));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return 3 * Step.firstOrderParameters(options, inputWidth)
                + options.integer("hidden")
                + Step.stateParameters(options);
    }
}
