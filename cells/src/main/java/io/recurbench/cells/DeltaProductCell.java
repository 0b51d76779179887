package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;

/**
 * DeltaProduct (Siems et al., NeurIPS 2025, section 3): m steps of the delta rule for each input, so that the transition is a
 * product of m generalised Householder reflections. For each head, from {@code S_0 = S} on,
 *
 * <pre>{@code
 * S_j = S_{j-1} (I - b_j k_j k_j^T) + b_j v_j k_j^T        j = 1 .. m
 * S'  = S_m,  y = S' q                                     b_j = r s(w_j x), s the logistic function
 * }</pre>
 *
 * <p>with m = {@code reflections}, {@code v_j = silu(V_j x)}, and k_j and q of unit length. One reflection is
 * {@link DeltaNetCell}. Two {@code signed} ones (r = 2) make a rotation of a plane, which is what S3 takes in one layer; one, or
 * {@code positive} ones, do not. As in the authors' code eigenvalues are signed unless asked otherwise; {@code gated} lets S
 * fade before the first reflection ({@link SelectiveDecay}), as Gated DeltaProduct does, which the code has on and here is off.
 * What the output is and what is left out is as in {@link GatedDeltaNetCell}.
 *
 * <p>Parameters: {@code (2m + 1) dH + m d heads}, dH for the output's gate and {@code (d + 2) heads} if gated.
 */
public final class DeltaProductCell implements Cell {

    @Override
    public String id() {
        return "deltaproduct";
    }

    @Override
    public String description() {
        return "delta rule, several times for each input";
    }

    @Override
    public List<Option> options() {
        return List.of(
                CellOptions.HIDDEN,
                CellOptions.HEADS,
                Option.integer("reflections", 2, 1, 64, "m, the steps of the delta rule for each input"),
                Option.choice(
                        "eigenvalues",
                        List.of("signed", "positive"),
                        "range of each reflection's eigenvalues: [-1, 1] or [0, 1]"),
                Option.flag("gated", false, "let the memory fade before the first reflection"),
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
        Expr memory = scope.state("S", heads, width, width);
        boolean isGated = scope.options().flag("gated");
        Expr next = isGated ? memory.times(SelectiveDecay.of(scope, step).factor()) : memory;
        for (int j = 1; j <= scope.options().integer("reflections"); j++) {
            Expr key = DeltaRule.unit(step.fromInput("W_k" + j), heads);
            Expr value = Step.silu(step.fromInput("W_v" + j));
            next = DeltaRule.replaced(step, next, key, value, DeltaRule.strength(scope, step, "w_b" + j));
        }
        return step.output(query.blockMatmul(scope.next(memory, next)));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        long reflections = options.integer("reflections");
        return ((2 * reflections + 1) * options.integer("hidden") + reflections * options.integer("heads")) * inputWidth
                + (options.flag("gated") ? SelectiveDecay.parameters(options, inputWidth) : 0)
                + Step.outputParameters(options, inputWidth);
    }
}
