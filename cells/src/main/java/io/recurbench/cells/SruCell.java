package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Initialiser;
import java.util.List;

/**
 * The simple recurrent unit (Lei et al., EMNLP 2018, equations 1 to 4): gates that see their own number of the memory c alone, and
 * a highway from the input to the output.
 *
 * <pre>{@code
 * f  = s(W_f x + v_f * c + b_f)       r = s(W_r x + v_r * c + b_r),  s the logistic function
 * c' = f * c + (1 - f) * W x          h = r * g(c') + (1 - r) * alpha U x
 * }</pre>
 *
 * <p>The paper's highway is x itself; where x has another width than c, the authors' code takes U x, and so does this, always.
 * b_r starts at {@code highway-bias}, and {@code alpha = sqrt(1 + 2 exp(highway-bias))} keeps the variance, a constant as the paper has
 * it for x; the code scales the first U by it. v is drawn from U(-sqrt(3/2), sqrt(3/2)), as in the code. g is the identity; tanh, which the first version had, is an
 * {@code activation}.
 *
 * <p>Parameters: {@code 4dH + 4H}.
 */
public final class SruCell implements Cell {

    @Override
    public String id() {
        return "sru";
    }

    @Override
    public String description() {
        return "simple recurrent unit with a highway";
    }

    @Override
    public List<Option> options() {
        return List.of(
                CellOptions.HIDDEN,
                Option.choice(
                        "activation",
                        Activation.names(Activation.IDENTITY),
                        "function applied to the memory that is read"),
                Option.real("highway-bias", 0, -100, 100, "bias of the gate between memory and highway at first"),
                CellOptions.UNIFORM_DRAW,
                CellOptions.SCALE,
                CellOptions.FROZEN);
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        double bias = scope.options().real("highway-bias");
        Expr c = scope.state("c", step.hidden());
        Expr forget = gate(step, c, "f", 0);
        Expr reset = gate(step, c, "r", bias);
        Expr memory = scope.next(c, mixed(forget, c, step.fromInput("W")));
        Expr highway = step.fromInput("U").times(Math.sqrt(1 + 2 * StrictMath.exp(bias)));
        return mixed(reset, Activation.of(scope.options().text("activation")).apply(memory), highway);
    }

    private static Expr gate(Step step, Expr c, String name, double bias) {
        int n = step.hidden();
        Expr v = step.weight("v_" + name, new Initialiser.Uniform(Math.sqrt(1.5)), n);
        Expr b = step.weight("b_" + name, new Initialiser.Constant(bias), n);
        return step.fromInput("W_" + name).plus(v.times(c)).plus(b).sigmoid();
    }

    /** {@code gate * open + (1 - gate) * shut}. */
    private static Expr mixed(Expr gate, Expr open, Expr shut) {
        return gate.times(open).plus(gate.times(-1).plus(1).times(shut));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return 4L * (inputWidth + 1L) * options.integer("hidden");
    }
}
