package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;

/**
 * The delta rule (Schlag et al., 2021) as DeltaNet has it (Yang et al., 2024), with the eigenvalues of Grazzi et al. (2025).
 * Each head has a memory S that maps keys to values; what it has for the key is replaced, as far as b says, by the value:
 *
 * <pre>{@code
 * S' = S (I - b k k^T) + b v k^T        b = r s(w_b x), s the logistic function
 * y  = S' q                             v = silu(W_v x)
 * }</pre>
 *
 * <p>With r = 1 the eigenvalues of the transition lie in [0, 1]; with r = 2 in [-1, 1]: at b = 2 it is a reflection, without
 * which no product of such transitions solves parity. Keys and queries are {@code silu(W x)} of unit length, or
 * ({@code keys: softmax}) the sum-normalised {@code exp(W x)} of positive keys that Schlag et al. ask for.
 *
 * <p>As in the authors' code, the norm of keys and queries has an epsilon of 1e-6. Left out is what surrounds the rule in a
 * block: short convolutions, the residual path, normalisation and projection of the output.
 *
 * <p>Parameters: {@code 3dH + d heads}.
 */
public final class DeltaNetCell implements Cell {
    @Override
    public String id() {
        return "deltanet";
    }

    @Override
    public String description() {
        return "delta rule: a memory that replaces the value of a key";
    }

    @Override
    public List<Option> options() {
        return List.of(
                CellOptions.HIDDEN,
                CellOptions.HEADS,
                CellOptions.EIGENVALUES,
                Option.choice(
                        "keys", List.of("unit", "softmax"), "keys and queries: of unit length, or positive of sum 1"),
                CellOptions.UNIFORM_DRAW,
                CellOptions.SCALE,
                CellOptions.FROZEN);
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int heads = step.heads();
        int width = step.hidden() / heads;
        Expr query = keys(scope, step.fromInput("W_q"), heads);
        Expr key = keys(scope, step.fromInput("W_k"), heads);
        Expr value = Step.silu(step.fromInput("W_v"));
        Expr strength = DeltaRule.strength(scope, step, "w_b");
        Expr memory = scope.state("S", heads, width, width);
        return query.blockMatmul(scope.next(memory, DeltaRule.replaced(step, memory, key, value, strength)));
    }

    private static Expr keys(CellScope scope, Expr row, int heads) {
        return scope.options().text("keys").equals("softmax") ? row.softmax(heads) : DeltaRule.unit(row, heads);
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return (3L * options.integer("hidden") + options.integer("heads")) * inputWidth;
    }
}
