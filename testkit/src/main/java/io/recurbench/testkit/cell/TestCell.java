package io.recurbench.testkit.cell;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;
import java.util.function.Function;

/**
 * A cell from a step and a formula; its only option is {@code hidden}.
 *
 * @param id its id
 * @param description what it is for
 * @param step writes the step
 * @param count gives the number of parameters
 */
record TestCell(String id, String description, Function<CellScope, Expr> step, Count count) implements Cell {

    /** The number of parameters for hidden width n and input width d. */
    @FunctionalInterface
    interface Count {
        long of(long n, long d);
    }

    @Override
    public List<Option> options() {
        return List.of(Option.integer("hidden", 8, 1, 65_536, "numbers in the hidden state"));
    }

    @Override
    public Expr define(CellScope scope) {
        return step.apply(scope);
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return count.of(options.integer("hidden"), inputWidth);
    }
}
