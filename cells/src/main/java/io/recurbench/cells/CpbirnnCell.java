package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;
import java.util.stream.Stream;

/**
 * The CP term alone (Lizaire et al., 2024): {@code h' = s(C (A^T h * B^T x) + b)}. The authors' code has the bias, the
 * paper's table none: an option.
 *
 * <p>Parameters: {@code 2nR + dR}, and n for the bias.
 */
public final class CpbirnnCell implements Cell {

    @Override
    public String id() {
        return "cpbirnn";
    }

    @Override
    public String description() {
        return "the CP term of CPRNN alone, with an activation";
    }

    @Override
    public List<Option> options() {
        return Stream.concat(
                        CellOptions.additive(CellOptions.HIDDEN, CellOptions.RANK).stream(),
                        Stream.of(Option.flag("bias", true, "add a bias: the state of zero stays there without one")))
                .toList();
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int n = step.hidden();
        int rank = scope.options().integer("rank");
        if (!scope.options().flag("bias")
                && scope.options().text("initial-state").equals("zero")) {
            throw RecurbenchException.usage(
                    "cpbirnn without bias never leaves an initial state of zero: set bias=true or"
                            + " another initial-state");
        }
        Expr h = step.state();
        Expr second = h.matmul(step.weight("A", n, rank))
                .times(step.x().matmul(step.weight("B", step.inputWidth(), rank)))
                .matmul(step.weight("C", rank, n));
        return step.activated(h, scope.options().flag("bias") ? second.plus(step.weight("b", n)) : second);
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        long n = options.integer("hidden");
        return (2 * n + inputWidth) * options.integer("rank")
                + (options.flag("bias") ? n : 0)
                + Step.stateParameters(options);
    }
}
