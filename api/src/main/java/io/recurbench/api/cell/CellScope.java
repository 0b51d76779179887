package io.recurbench.api.cell;

import io.recurbench.api.Options;
import io.recurbench.api.program.Initialiser;
import io.recurbench.api.stability.Stability;

/** What a cell is given to write its step with. One scope is one layer. */
@Stability.Stable
public interface CellScope {

    /** The cell's options, resolved: every declared option has a valid value. */
    Options options();

    /** The row that this layer reads: tokens as one-hot rows, an embedding, dense numbers or the layer below. */
    Expr input();

    /**
     * A trained parameter.
     *
     * @param name unique in the cell
     */
    Expr parameter(String name, Initialiser initialiser, int... shape);

    /** A parameter that keeps its first value. */
    Expr frozen(String name, Initialiser initialiser, int... shape);

    /** A row of {@code width} times {@code value}. */
    Expr constant(double value, int width);

    /** These numbers in this shape, row-major: a mask, a ramp, a tile. */
    Expr constant(double[] numbers, int... shape);

    /** A recurrent state that starts at zero; the value is the state before the step. */
    default Expr state(String name, int width) {
        return state(name, constant(0, width));
    }

    /** A recurrent state of this shape that starts at zero. */
    Expr state(String name, int... shape);

    /**
     * A recurrent state; the value is the state before the step.
     *
     * @param name unique in the cell
     * @param initial the state before the first step, made of parameters and constants alone; its shape is the state's
     */
    Expr state(String name, Expr initial);

    /** Says what {@code state} becomes after the step, and returns it. To be called once for each state. */
    Expr next(Expr state, Expr value);

    /** {@code training} while gradients are taken, {@code evaluation} else. */
    Expr choose(Expr training, Expr evaluation);
}
