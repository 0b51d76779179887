package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;

/**
 * Gated linear attention (Yang et al., ICML 2024, equation 3): a memory that fades for each number of the key as the input says.
 * For each head, w numbers wide,
 *
 * <pre>{@code
 * S' = diag(a) S + k v^T              a = s(V_a (U_a x) + b_a)^(1/tau), s the logistic function
 * y  = q S'                           k = W_k x / sqrt(w),  q = W_q x,  v = W_v x
 * }</pre>
 *
 * <p>with U_a of {@code gate-rank} columns, 16 in the paper, and tau the {@code temperature}, 16 there. The scale of k is the
 * authors' code's. Keys are as wide as values, where the paper's are half as wide. The norm of the output divides by the root mean
 * square, as in the code; the paper has a layer norm. The gate of the output has no bias, as in the code; the paper's has one. Left
 * out are the residual path and the projection of the output.
 *
 * <p>Parameters: {@code 3dH + (d + H) rank + H}, and dH for the output's gate.
 */
public final class GatedLinearAttentionCell implements Cell {

    @Override
    public String id() {
        return "gla";
    }

    @Override
    public String description() {
        return "gated linear attention";
    }

    @Override
    public List<Option> options() {
        return List.of(
                CellOptions.HIDDEN,
                CellOptions.HEADS,
                Option.integer("gate-rank", 16, 1, 65_536, "numbers between the input and the gate of the memory"),
                Option.real("temperature", 16, 1, 1e6, "tau: the larger, the more slowly the memory fades"),
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
        Expr query = step.fromInput("W_q");
        Expr key = step.fromInput("W_k").times(1 / Math.sqrt(width));
        Expr value = step.fromInput("W_v");
        Expr decay = step.widened(step.narrowed("a"), "a", 0)
                .logSigmoid()
                .times(1 / scope.options().real("temperature"))
                .exp();
        Expr memory = scope.state("S", heads, width, width);
        Expr next = scope.next(memory, memory.times(decay.reshape(heads, width)).plus(key.blockOuter(heads, value)));
        return step.output(query.blockMatmul(next));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        long n = options.integer("hidden");
        return 3 * n * inputWidth
                + (inputWidth + n) * options.integer("gate-rank")
                + n
                + Step.outputParameters(options, inputWidth);
    }
}
