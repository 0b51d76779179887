package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.Arrays;
import java.util.List;

/**
 * The mLSTM of xLSTM (Beck et al., 2024). Each of its heads, w numbers wide, has a matrix C for memory, what was added to it
 * in n, and the two gates as logarithms, less the largest so far, m:
 *
 * <pre>{@code
 * m' = max(log f + m, log i)                    log i = w_i x + b_i,   f = s or exp of (w_f x + b_f)
 * C' = f' C + i' v k^T,  n' = f' n + i' k       f' = exp(log f + m - m'),  i' = exp(log i - m')
 * y  = o * C' q / max(|n' . q|, exp(-m'))       o = s(W_o x + b_o)
 * }</pre>
 *
 * <p>with {@code q = W_q x + b_q, k = (W_k x + b_k) / sqrt(w), v = W_v x + b_v}. The memory decays by positive numbers, so that it
 * cannot solve parity. As in the authors' code the forget gates are open at first: b_f has an offset that rises from 3 at the
 * first head to 6 at the last. Left out are the epsilon that the code adds to the divisor, and what surrounds the cell in a block.
 *
 * <p>Parameters: {@code 4(d + 1)H + 2(d + 1) heads}.
 */
public final class MlstmCell implements Cell {
    private static final double FIRST_OFFSET = 3;
    private static final double LAST_OFFSET = 6;

    @Override
    public String id() {
        return "mlstm";
    }

    @Override
    public String description() {
        return "xLSTM with a matrix for memory";
    }

    @Override
    public List<Option> options() {
        return CellOptions.exponentiallyGated();
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int heads = step.heads();
        int width = step.hidden() / heads;
        Expr query = step.affine("q", step.hidden());
        Expr key = step.affine("k", step.hidden()).times(1 / Math.sqrt(width));
        Expr value = step.affine("v", step.hidden());
        Expr output = step.affine("o", step.hidden()).sigmoid();
        Expr openness = step.affine("f", heads).plus(scope.constant(offsets(heads), heads));
        LogGates gates = LogGates.of(scope, scope.constant(0, heads), openness, step.affine("i", heads));
        Expr memory = scope.state("C", heads, width, width);
        Expr sum = scope.state("n", heads, width);
        Expr added = step.scaleHeads(key, gates.input());
        Expr nextMemory = scope.next(memory, memory.times(gates.forget()).plus(added.blockOuter(heads, value)));
        Expr nextSum = scope.next(sum, sum.times(gates.forget()).plus(added.reshape(heads, width)));
        Expr product = nextSum.times(query.reshape(heads, width)).sum(heads);
        Expr divisor = product.maximum(product.times(-1))
                .maximum(gates.largest().times(-1).exp());
        return output.times(step.scaleHeads(query.blockMatmul(nextMemory), divisor.reciprocal()));
    }

    private static double[] offsets(int heads) {
        double[] offsets = new double[heads];
        Arrays.setAll(offsets, i -> FIRST_OFFSET + (LAST_OFFSET - FIRST_OFFSET) * i / Math.max(1, heads - 1));
        return offsets;
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return (inputWidth + 1L) * (4L * options.integer("hidden") + 2L * options.integer("heads"));
    }
}
