package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Initialiser;
import java.util.List;

/**
 * The selective state space of Mamba-2 (Dao and Gu, 'Transformers are SSMs', ICML 2024, section 7): one decay for a whole head,
 * where {@link MambaCell} has one for each number. B and C, of N numbers, are shared by all heads:
 *
 * <pre>{@code
 * S' = f(a) S + (delta u) B^T         a = exp(-exp(A) delta),  delta = softplus(w_delta x + d),  f(a) = a, or 2a - 1
 * y  = (S' C + D u) * silu(W_z x)     u = silu(W_u x),  B = silu(W_B x),  C = silu(W_C x)
 * }</pre>
 *
 * <p>with A, delta and D a number for each head. {@code eigenvalues: signed} is 2a - 1, which Grazzi et al. (2025) did to Mamba. As in
 * the authors' code the norm of the output comes behind its gate and divides the whole row by its root mean square, without its
 * learned scale here. How A and delta start is said at {@link SelectiveDecay}. Left out are the convolution, the residual path and
 * the projection of the output; there are as many channels as hidden numbers, so no expansion, and N is 16 by default, where the code
 * has 64 or 128.
 *
 * <p>Parameters: {@code 2dH + 2dN + (d + 3) heads}.
 */
public final class Mamba2Cell implements Cell {

    @Override
    public String id() {
        return "mamba2";
    }

    @Override
    public String description() {
        return "selective state space with a decay for each head";
    }

    @Override
    public List<Option> options() {
        return List.of(
                CellOptions.HIDDEN,
                CellOptions.HEADS,
                Option.integer("state-size", 16, 1, 65_536, "N, the numbers that each channel remembers"),
                CellOptions.EIGENVALUES,
                CellOptions.OUTPUT_NORM,
                CellOptions.UNIFORM_DRAW,
                CellOptions.SCALE,
                CellOptions.FROZEN);
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int n = step.hidden();
        int heads = step.heads();
        int size = scope.options().integer("state-size");
        Expr u = Step.silu(step.fromInput("W_u"));
        Expr b = Step.silu(step.x().matmul(step.weight("W_B", step.inputWidth(), size)));
        Expr c = Step.silu(step.x().matmul(step.weight("W_C", step.inputWidth(), size)));
        SelectiveDecay decay = SelectiveDecay.of(scope, step);
        Expr factor = scope.options().text("eigenvalues").equals("signed")
                ? decay.factor().times(2).plus(-1)
                : decay.factor();
        Expr state = scope.state("S", heads, n / heads, size);
        Expr added = step.scaleHeads(u, decay.stepSize()).outer(b).reshape(heads, n / heads, size);
        Expr next = scope.next(state, state.times(factor).plus(added));
        Expr skip = step.scaleHeads(u, step.weight("D", new Initialiser.Constant(1), heads));
        Expr read = c.matmulTransposed(next.reshape(n, size)).plus(skip);
        Expr gated = read.times(Step.silu(step.fromInput("W_z")));
        return scope.options().flag("output-norm") ? Step.perRootMeanSquare(gated, 1) : gated;
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return 2L * (options.integer("hidden") + options.integer("state-size")) * inputWidth
                + SelectiveDecay.parameters(options, inputWidth)
                + options.integer("heads");
    }
}
