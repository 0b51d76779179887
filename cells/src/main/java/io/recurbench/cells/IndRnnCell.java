package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Initialiser;
import java.util.List;

/**
 * The independently recurrent network (Li et al., CVPR 2018, equation 2): each number of the state sees itself alone.
 *
 * <pre>{@code
 * h' = s(W x + u * h + b)         s = relu unless asked otherwise
 * }</pre>
 *
 * <p>The paper bounds |u| by {@code 2^(1/T)} for sequences of T steps, so that nothing grows by more than 2, and draws u from
 * U(0, bound). Its code clips u after each update; here what is multiplied by is the clipped u, which is the same number, but a u
 * that has left the bound has no gradient that would bring it back. {@code recurrent-bound} is the bound, 1 as for T without end.
 *
 * <p>Parameters: {@code dH + 2H}, and H for a learned initial state.
 */
public final class IndRnnCell implements Cell {

    @Override
    public String id() {
        return "indrnn";
    }

    @Override
    public String description() {
        return "network whose numbers see themselves alone";
    }

    @Override
    public List<Option> options() {
        return CellOptions.gated(
                CellOptions.HIDDEN,
                Option.choice("activation", Activation.names(Activation.RELU), CellOptions.ACTIVATION.description()),
                Option.real("recurrent-bound", 1, 0, 1000, "largest |u|; the paper has 2^(1/T) for T steps"));
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int n = step.hidden();
        double bound = scope.options().real("recurrent-bound");
        Expr u = step.weight("u", new Initialiser.Uniform(bound / 2), n).plus(bound / 2);
        Expr h = step.state();
        Expr sum = step.fromInput("W").plus(within(u, bound).times(h)).plus(step.weight("b", Initialiser.zeros(), n));
        return step.activated(h, sum);
    }

    /** {@code min(max(u, -bound), bound)}. */
    private static Expr within(Expr u, double bound) {
        Expr least = u.plus(bound).relu().plus(-bound);
        return least.times(-1).plus(bound).relu().times(-1).plus(bound);
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return (inputWidth + 2L) * options.integer("hidden") + Step.stateParameters(options);
    }
}
