package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;

/**
 * The diagonal bilinear transition (Ebrahimi and Memisevic, 2025): {@code h' = (W x) * h}. Drawn at random and frozen, it
 * learns parity through its readout alone, with probability {@code 1 - 2^-H} (Proposition 3).
 *
 * <p>Parameters: {@code H D}, additive terms and the learned initial state beside it.
 */
public final class DiagonalBilinearCell implements Cell {

    @Override
    public String id() {
        return "bilinear-diagonal";
    }

    @Override
    public String description() {
        return "bilinear transition by a real diagonal matrix";
    }

    @Override
    public List<Option> options() {
        return CellOptions.multiplicative(CellOptions.HIDDEN);
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int n = step.hidden();
        Expr h = step.state();
        Expr diagonal = step.x().matmul(step.weight("W", step.draw(1), step.inputWidth(), n));
        return step.multiplicative(h, h.times(diagonal));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return (long) options.integer("hidden") * inputWidth + Step.multiplicativeParameters(options, inputWidth);
    }
}
