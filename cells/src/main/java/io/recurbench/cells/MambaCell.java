package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Initialiser;
import java.util.List;

/**
 * A selective diagonal state space (Gu and Dao, 2023): the layer of Mamba without its causal convolution and without the
 * residual path around it. With H channels of N numbers each, {@code u = W_in x}, {@code delta = softplus(W_delta u + d)},
 * {@code B = W_B u}, {@code C = W_C u} and A = -exp(a) (H x N):
 *
 * <pre>{@code
 * S' = f(exp(delta A)) * S + (delta * u) B^T        f(e) = e, or 2e - 1
 * y  = (S' C + D * u) * silu(W_z x)
 * }</pre>
 *
 * <p>With {@code f(e) = e} the eigenvalues of the transition lie in [0, 1]; with {@code 2e - 1} in [-1, 1], without which no
 * diagonal recurrence learns parity (Grazzi et al., 2025).
 *
 * <p>Parameters: {@code 2dH + H^2 + 2HN + HN + 2H}: W_in and W_z, W_delta, W_B and W_C, a, then d and D.
 */
public final class MambaCell implements Cell {

    @Override
    public String id() {
        return "mamba";
    }

    @Override
    public String description() {
        return "selective diagonal state space";
    }

    @Override
    public List<Option> options() {
        return List.of(
                CellOptions.HIDDEN,
                Option.integer("state-size", 16, 1, 65_536, "N, the numbers that each channel remembers"),
                CellOptions.EIGENVALUES,
                CellOptions.UNIFORM_DRAW,
                CellOptions.SCALE,
                CellOptions.FROZEN);
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int channels = step.hidden();
        int size = scope.options().integer("state-size");
        Expr u = step.x().matmul(step.weight("W_in", step.inputWidth(), channels));
        Expr gate = step.x().matmul(step.weight("W_z", step.inputWidth(), channels));
        // softplus(-4.6) = 0.01: the middle of Mamba's initial step sizes, on a logarithmic scale.
        Expr delta = u.matmul(step.weight("W_delta", channels, channels))
                .plus(step.weight("delta", new Initialiser.Constant(-4.6), channels))
                .softplus();
        Expr b = u.matmul(step.weight("W_B", channels, size));
        Expr c = u.matmul(step.weight("W_C", channels, size));
        Expr rate = step.weight("a", new Initialiser.Uniform(Math.log(size + 1.0)), channels, size)
                .exp();
        Expr state = scope.state("S", scope.constant(0, channels * size).reshape(channels, size));
        Expr decay = delta.outer(scope.constant(-1, size)).times(rate).exp();
        Expr factor = scope.options().text("eigenvalues").equals("signed")
                ? decay.times(2).plus(-1)
                : decay;
        Expr next = scope.next(state, factor.times(state).plus(delta.times(u).outer(b)));
        Expr skip = u.times(step.weight("D", new Initialiser.Constant(1), channels));
        Expr read = c.matmulTransposed(next).plus(skip);
        return read.times(Step.silu(gate));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        long h = options.integer("hidden");
        long n = options.integer("state-size");
        return 2L * inputWidth * h + h * h + 3 * h * n + 2 * h;
    }
}
