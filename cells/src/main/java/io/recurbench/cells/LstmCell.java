package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;

/**
 * Long short-term memory (Hochreiter and Schmidhuber, 1997; forget gate of Gers et al., 2000), gates in the order input,
 * forget, candidate, output: {@code c' = f * c + i * g}, {@code h' = o * tanh(c')}. One bias per gate.
 *
 * <p>Parameters: {@code 4(dn + n^2 + n)}.
 */
public final class LstmCell implements Cell {

    @Override
    public String id() {
        return "lstm";
    }

    @Override
    public String description() {
        return "long short-term memory";
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
        Expr c = scope.state("c", n);
        Expr gates = h.matmul(step.weight("V", n, 4 * n))
                .plus(step.x().matmul(step.weight("U", step.inputWidth(), 4 * n)))
                .plus(step.weight("b", 4 * n));
        Expr input = gates.slice(0, n).sigmoid();
        Expr forget = gates.slice(n, n).sigmoid();
        Expr candidate = gates.slice(2 * n, n).tanh();
        Expr output = gates.slice(3 * n, n).sigmoid();
        Expr memory = scope.next(c, forget.times(c).plus(input.times(candidate)));
        return scope.next(h, output.times(memory.tanh()));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return 4 * Step.firstOrderParameters(options, inputWidth) + Step.stateParameters(options);
    }
}
