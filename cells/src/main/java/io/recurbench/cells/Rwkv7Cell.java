package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Initialiser;
import java.util.Arrays;
import java.util.List;

/**
 * The time mixing of RWKV-7 (Peng et al., 'Goose', 2025): a delta rule whose memory fades for each number of the key, and which
 * takes out with one key what it puts in with another. For each head
 *
 * <pre>{@code
 * S' = S (diag(w) - c l (a * l)^T) + v m^T              y = S' r
 * w  = exp(-exp(-1/2) s(V_w tanh(U_w x) + b_w))         a = s(V_a (U_a x) + b_a), s the logistic function
 * l  = k * xi, of unit length;  m = k * (1 + (a - 1) * alpha),  k = W_k x,  v = W_v x,  r = W_r x
 * out = (norm(y) + (r . (rho * m)) v) * g               g = V_g s(U_g x) + b_g
 * }</pre>
 *
 * <p>c = 1 in the authors' code; {@code eigenvalues: signed} makes it 2, with which a transition can reflect, as in the delta rule of
 * Grazzi et al. (2025). xi, alpha, rho and the biases start as in the code, but b_w on a straight line from -5.5 to 0.5 over a row,
 * where the code bends it, and g has a bias, at 1 first. U and V have {@code gate-rank} numbers between them; the code has another
 * for each gate, chosen from the width. The norm of l has an epsilon of 1e-6; that of the output divides by the root mean square,
 * where the code has a group norm with weights. Left out are the shift of tokens (each input mixed with the one before), the
 * mixing of values with the first layer's, the residual path and the projection of the output.
 *
 * <p>Parameters: {@code 3dH + 3(d + H) rank + 6H}.
 */
public final class Rwkv7Cell implements Cell {
    private static final double SLOWEST = -5.5;
    private static final double FASTEST = 0.5;
    private static final double LARGEST_RATE = StrictMath.exp(-0.5);

    @Override
    public String id() {
        return "rwkv7";
    }

    @Override
    public String description() {
        return "RWKV-7: delta rule that fades, with two keys";
    }

    @Override
    public List<Option> options() {
        return List.of(
                CellOptions.HIDDEN,
                CellOptions.HEADS,
                Option.integer("gate-rank", 16, 1, 65_536, "numbers between the input and each of the three gates"),
                CellOptions.EIGENVALUES,
                CellOptions.OUTPUT_NORM,
                CellOptions.UNIFORM_DRAW,
                CellOptions.SCALE,
                CellOptions.FROZEN);
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int heads = step.heads();
        int width = step.hidden() / heads;
        Expr receptance = step.fromInput("W_r");
        Expr key = step.fromInput("W_k");
        Expr value = step.fromInput("W_v");
        Expr rate = step.widened(step.narrowed("a"), "a", -0.19).sigmoid();
        Expr removal = DeltaRule.unitLength(key.times(constant(step, "xi", 0.71)), heads);
        Expr replacement =
                key.times(rate.plus(-1).times(constant(step, "alpha", 1.02)).plus(1));
        Expr memory = scope.state("S", heads, width, width);
        Expr kept = memory.times(decay(scope, step).reshape(heads, width));
        Expr removed = removal.times(rate)
                .times(DeltaRule.range(scope.options()))
                .blockOuter(heads, removal.blockMatmul(memory));
        Expr next = scope.next(memory, kept.minus(removed).plus(replacement.blockOuter(heads, value)));
        Expr read = receptance.blockMatmul(next);
        Expr normalised = scope.options().flag("output-norm") ? Step.perRootMeanSquare(read, heads) : read;
        Expr agreement = receptance
                .times(replacement)
                .times(constant(step, "rho", -0.04))
                .sum(heads);
        Expr gate = step.widened(step.narrowed("g").sigmoid(), "g", 1);
        return normalised.plus(step.scaleHeads(value, agreement)).times(gate);
    }

    private static Expr decay(CellScope scope, Step step) {
        int n = step.hidden();
        double[] line = new double[n];
        Arrays.setAll(line, i -> SLOWEST + (FASTEST - SLOWEST) * i / Math.max(1, n - 1));
        return step.widened(step.narrowed("w").tanh(), "w", 0)
                .plus(scope.constant(line, n))
                .sigmoid()
                .times(-LARGEST_RATE)
                .exp();
    }

    /** A vector of n numbers that are equal at first. */
    private static Expr constant(Step step, String name, double value) {
        return step.weight(name, new Initialiser.Constant(value), step.hidden());
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        long n = options.integer("hidden");
        return 3 * n * inputWidth + 3 * (n + inputWidth) * options.integer("gate-rank") + 6 * n;
    }
}
