package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Initialiser;
import java.util.List;

/**
 * The rotation transition R2 (Ebrahimi and Memisevic, 2025): the state is H/2 planes, each turned by an angle that is a
 * linear function of the input. Rotations commute: they represent Z_m, with angle {@code 2 pi k / m}, and no non-abelian
 * group (Proposition 2). Plane j is made of the numbers j and j + H/2.
 *
 * <p>Parameters: {@code H D / 2}, additive terms and the learned initial state beside it.
 */
public final class RotationBilinearCell implements Cell {

    @Override
    public String id() {
        return "bilinear-rotation";
    }

    @Override
    public String description() {
        return "bilinear transition by rotations of planes";
    }

    @Override
    public List<Option> options() {
        return CellOptions.multiplicative(CellOptions.HIDDEN);
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int n = step.hidden();
        if (n % 2 != 0) {
            throw RecurbenchException.usage("bilinear-rotation: hidden must be even, not " + n);
        }
        int planes = n / 2;
        Expr h = step.state();
        Expr angle = step.x().matmul(step.weight("theta", new Initialiser.Uniform(Math.PI), step.inputWidth(), planes));
        Expr cos = angle.cos();
        Expr sin = angle.sin();
        Expr first = h.slice(0, planes);
        Expr second = h.slice(planes, planes);
        return step.multiplicative(
                h,
                cos.times(first)
                        .minus(sin.times(second))
                        .concat(sin.times(first).plus(cos.times(second))));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return options.integer("hidden") / 2L * inputWidth + Step.multiplicativeParameters(options, inputWidth);
    }
}
