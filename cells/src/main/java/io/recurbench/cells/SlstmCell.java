package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Initialiser;
import java.util.List;

/**
 * The sLSTM of xLSTM (Beck et al., 2024): an LSTM with exponential gates, whose memory c is divided by the sum n of what was
 * added to it. The gates are kept as logarithms, less the largest so far, m. Each head mixes the numbers of its own alone:
 * the four R are block-diagonal.
 *
 * <pre>{@code
 * m' = max(log f + m, log i)               log i, log f, z, o = W x + R h + b, each with its own W, R, b, and then
 * c' = f' c + i' z,  n' = f' n + i'        f = s or exp,  z = tanh,  o = s, the logistic function
 * h' = o * c' / n'                         f' = exp(log f + m - m'),  i' = exp(log i - m')
 * }</pre>
 *
 * <p>As in the authors' code, m' is log i at the first step, which takes n' to 1 there and never below; and the forget gates
 * of a head are open to different degrees at first: b_f has an offset that falls from 5 to -7 over the w numbers of a head, as
 * {@code 5 - 12 (j / (w - 1))^0.3}. Left out is what surrounds the cell in a block, and the normalisation of its output.
 *
 * <p>Parameters: {@code 4(dH + H^2 / heads + H)}.
 */
public final class SlstmCell implements Cell {
    /** The logarithm of a weight that is nothing beside any other; its exponential is zero in double precision, too. */
    private static final double NOTHING = -1e9;

    @Override
    public String id() {
        return "slstm";
    }

    @Override
    public String description() {
        return "xLSTM with numbers for memory";
    }

    @Override
    public List<Option> options() {
        return CellOptions.exponentiallyGated();
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int n = step.hidden();
        int heads = step.heads();
        Expr h = scope.state("h", n);
        Expr c = scope.state("c", n);
        Expr sum = scope.state("n", n);
        Expr openness = gate(step, h, "f").plus(scope.constant(offsets(heads, n / heads), n));
        LogGates gates = LogGates.of(scope, scope.constant(NOTHING, n), openness, gate(step, h, "i"));
        Expr added = gates.input().times(gate(step, h, "z").tanh());
        Expr memory = scope.next(c, gates.forget().times(c).plus(added));
        Expr weight = scope.next(sum, gates.forget().times(sum).plus(gates.input()));
        Expr output = gate(step, h, "o").sigmoid();
        return scope.next(h, output.times(memory.dividedBy(weight)));
    }

    private static Expr gate(Step step, Expr h, String name) {
        int width = step.hidden() / step.heads();
        return h.blockMatmul(step.weight("R_" + name, step.draw(width), step.heads(), width, width))
                .plus(step.fromInput("W_" + name))
                .plus(step.weight("b_" + name, Initialiser.zeros(), step.hidden()));
    }

    private static double[] offsets(int heads, int width) {
        double[] offsets = new double[heads * width];
        for (int i = 0; i < offsets.length; i++) {
            double share = i % width / Math.max(1.0, width - 1);
            offsets[i] = 5 - 12 * StrictMath.pow(share, 0.3);
        }
        return offsets;
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        long n = options.integer("hidden");
        return 4 * (n * inputWidth + n * n / options.integer("heads") + n);
    }
}
