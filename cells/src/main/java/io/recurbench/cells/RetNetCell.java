package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Multi-scale retention (Sun et al., 'Retentive Network', 2023, equations 6 and 8): a linear memory that fades at a fixed rate,
 * another one for each head, and turns each plane of a key by a fixed angle. For head h of width w
 *
 * <pre>{@code
 * S' = g e^(-i theta) S + k v^T       g = 1 - 2^(-5-h)
 * y  = Re(conj(q) S')                 k = W_k x / sqrt(w),  q = W_q x,  v = W_v x
 * }</pre>
 *
 * <p>q and k being rows of w/2 complex numbers: their real parts stand in the first half of the columns of W, for all heads, their
 * imaginary parts in the second. That is the paper's recurrence, whose keys and queries turn with the position instead, without
 * the position; {@code theta_j = 10000^(-j / (w/2 - 1))} and the scale of k are the authors' code's. {@code decay} has the ablations
 * of the paper: one g of 127/128 for all heads, or none. The norm of the output divides by the root mean square, as in the code;
 * the paper has a group norm. Values are as wide as keys, where the code has them twice as wide. Left out are the residual path and
 * the projection of the output.
 *
 * <p>Parameters: {@code 3dH}, and dH for the output's gate.
 */
public final class RetNetCell implements Cell {
    private static final double SINGLE_DECAY = 127.0 / 128;
    private static final double LONGEST_PERIOD = 10_000;

    @Override
    public String id() {
        return "retnet";
    }

    @Override
    public String description() {
        return "multi-scale retention";
    }

    @Override
    public List<Option> options() {
        return List.of(
                CellOptions.HIDDEN,
                CellOptions.HEADS,
                Option.choice(
                        "decay",
                        List.of("multi-scale", "single", "none"),
                        "how memories fade: at a rate for each head, at one rate, or not"),
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
        if (width % 2 != 0) {
            throw RecurbenchException.usage("retnet: hidden / heads must be even, not " + width);
        }
        Expr query = step.fromInput("W_q");
        Expr key = step.fromInput("W_k").times(1 / Math.sqrt(width));
        Expr value = step.fromInput("W_v");
        Expr real = scope.state("S_re", heads, width / 2, width);
        Expr imaginary = scope.state("S_im", heads, width / 2, width);
        Expr cosine = turn(scope, heads, width / 2, StrictMath::cos);
        Expr sine = turn(scope, heads, width / 2, StrictMath::sin);
        int half = heads * width / 2;
        Expr nextReal = scope.next(
                real,
                real.times(cosine)
                        .plus(imaginary.times(sine))
                        .plus(key.slice(0, half).blockOuter(heads, value)));
        Expr nextImaginary = scope.next(
                imaginary,
                imaginary
                        .times(cosine)
                        .minus(real.times(sine))
                        .plus(key.slice(half, half).blockOuter(heads, value)));
        return step.output(query.slice(0, half)
                .blockMatmul(nextReal)
                .plus(query.slice(half, half).blockMatmul(nextImaginary)));
    }

    /** {@code g cos(theta)} or {@code g sin(theta)} of each plane of each head. */
    private static Expr turn(CellScope scope, int heads, int planes, DoubleUnaryOperator function) {
        double[] factors = new double[heads * planes];
        Arrays.setAll(
                factors,
                i -> decay(scope.options().text("decay"), i / planes)
                        * function.applyAsDouble(
                                StrictMath.pow(LONGEST_PERIOD, -(i % planes) / Math.max(1.0, planes - 1))));
        return scope.constant(factors, heads, planes);
    }

    private static double decay(String kind, int head) {
        return switch (kind) {
            case "multi-scale" -> 1 - StrictMath.pow(2, -5.0 - head);
            case "single" -> SINGLE_DECAY;
            default -> 1;
        };
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return 3L * options.integer("hidden") * inputWidth + Step.outputParameters(options, inputWidth);
    }
}
