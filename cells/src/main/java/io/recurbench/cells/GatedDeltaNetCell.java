package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;

/**
 * The gated delta rule (Yang, Kautz and Hatamizadeh, 'Gated Delta Networks', ICLR 2025, equation 10): {@link DeltaNetCell} with
 * a memory that fades as the input says. For each head
 *
 * <pre>{@code
 * S' = S (a (I - b k k^T)) + b v k^T        a = exp(-exp(A) softplus(w_delta x + d))
 * y  = S' q                                 b = r s(w_b x), s the logistic function
 * }</pre>
 *
 * <p>with {@code v = silu(W_v x)}, and k and q of unit length. The paper leaves a open; it is that of Mamba-2, as in the authors'
 * code ({@link SelectiveDecay}), and so are r = 2, which makes the eigenvalues {@code signed}, the epsilon of 1e-6 in the norm of
 * keys, the normalisation of what a head reads and the gate behind it. Keys are as wide as values, where the code has values
 * twice as wide; its norm has a learned scale, which what reads the output can learn. Left out are short convolutions, the
 * residual path and the projection of the output.
 *
 * <p>Parameters: {@code 3dH + 2(d + 1) heads}, and dH for the output's gate.
 */
public final class GatedDeltaNetCell implements Cell {

    @Override
    public String id() {
        return "gated-deltanet";
    }

    @Override
    public String description() {
        return "delta rule with a memory that fades";
    }

    @Override
    public List<Option> options() {
        return List.of(
                CellOptions.HIDDEN,
                CellOptions.HEADS,
                CellOptions.EIGENVALUES,
                CellOptions.OUTPUT_NORM,
                CellOptions.OUTPUT_GATE,
                CellOptions.UNIFORM_DRAW,
                CellOptions.SCALE,
                CellOptions.FROZEN);
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int heads = step.heads();
        int width = step.hidden() / heads;
        Expr query = DeltaRule.unit(step.fromInput("W_q"), heads);
        Expr key = DeltaRule.unit(step.fromInput("W_k"), heads);
        Expr value = Step.silu(step.fromInput("W_v"));
        Expr strength = DeltaRule.strength(scope, step, "w_b");
        Expr memory = scope.state("S", heads, width, width);
        Expr faded = memory.times(SelectiveDecay.of(scope, step).factor());
        Expr next = scope.next(memory, DeltaRule.replaced(step, faded, key, value, strength));
        return step.output(query.blockMatmul(next));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return (3L * options.integer("hidden") + options.integer("heads")) * inputWidth
                + SelectiveDecay.parameters(options, inputWidth)
                + Step.outputParameters(options, inputWidth);
    }
}
