package io.recurbench.api.cell;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.program.BlockNorm;
import io.recurbench.api.program.Function;
import io.recurbench.api.stability.Stability;
import java.util.List;

/**
 * A value in a cell's step: a row of numbers per sequence, or a parameter. Expressions are immutable and cheap; using
 * one twice computes it once. Nobody writes a backward pass: the compiler differentiates what is written here.
 *
 * <p>Every method checks its shapes at once and throws a {@link RecurbenchException} of kind {@link
 * RecurbenchException.Kind#USAGE} that names the cell, the operation and both shapes, with the cell's own line in the
 * stack trace.
 *
 * <p>Element-wise methods take operands of the same shape, or one whose shape is how the other's begins: each of its
 * numbers then stands for what lies behind it, so that {@code [k]} beside {@code [k, r, c]} is a number for each of k
 * matrices, and {@code [k, r]} one for each of their rows. An operand of width 1 stands for everything. A parameter stands
 * for every row.
 */
@Stability.Stable
public interface Expr {

    /** Dimensions: {@code [n]} for a row of n numbers, {@code [n, m]} for a matrix per row or a parameter matrix. */
    List<Integer> shape();

    /** The product of the dimensions. */
    default int width() {
        return shape().stream().reduce(1, Math::multiplyExact);
    }

    /** {@code this + other}. */
    Expr plus(Expr other);

    /** {@code this - other}. */
    Expr minus(Expr other);

    /** {@code this * other}, element by element. */
    Expr times(Expr other);

    /** {@code this / other}, element by element. */
    Expr dividedBy(Expr other);

    /** The greater of the two, element by element; where they are equal, the gradient goes to {@code other}. */
    Expr maximum(Expr other);

    /** {@code 1 / this}. */
    Expr reciprocal();

    /** {@code this + number}. */
    Expr plus(double number);

    /** {@code number * this}. */
    Expr times(double number);

    /**
     * Contracts this row {@code [n]} with the first dimension of {@code tensor} {@code [n, m, ...]}: {@code y_m... =
     * sum_n x_n W_nm...}, of shape {@code [m, ...]}. The tensor is a parameter, or a matrix that was computed, so the
     * three-way product of a second-order cell is {@code h.matmul(x.matmul(W))} with W of {@code [d, n, m]}. The
     * compiler picks the order of contraction; tokens are never multiplied but looked up.
     */
    Expr matmul(Expr tensor);

    /** {@code y_i = sum_j x_j M_ij}: this row {@code [m]} times the transpose of a matrix {@code [n, m]}. */
    Expr matmulTransposed(Expr matrix);

    /**
     * Block-diagonal product: this row {@code [k r]} times the k matrices of {@code blocks} {@code [k, r, c]}, giving
     * {@code [k c]}.
     */
    Expr blockMatmul(Expr blocks);

    /** Outer product of two rows {@code [n]} and {@code [m]}, of shape {@code [n, m]}. */
    Expr outer(Expr other);

    /** Outer products of the k blocks of two rows {@code [k r]} and {@code [k c]}, of shape {@code [k, r, c]}. */
    Expr blockOuter(int blocks, Expr other);

    /** The same numbers in another shape of the same width. */
    Expr reshape(int... shape);

    /** Columns {@code [offset, offset + width)} of a row. */
    Expr slice(int offset, int width);

    /** This row and the others side by side. */
    Expr concat(Expr... others);

    /** An element-wise function of one input: one that {@link Function#isActivation()}. */
    Expr apply(Function function);

    /** Hyperbolic tangent. */
    default Expr tanh() {
        return apply(Function.TANH);
    }

    /** {@code 1 / (1 + exp(-x))}. */
    default Expr sigmoid() {
        return apply(Function.SIGMOID);
    }

    /** {@code max(x, 0)}. */
    default Expr relu() {
        return apply(Function.RELU);
    }

    /** Gaussian error linear unit, tanh form (Hendrycks and Gimpel, 2016). */
    default Expr gelu() {
        return apply(Function.GELU);
    }

    /** {@code log(1 + exp(x))}. */
    default Expr softplus() {
        return apply(Function.SOFTPLUS);
    }

    /** Exponential. */
    default Expr exp() {
        return apply(Function.EXP);
    }

    /** Natural logarithm, of positive numbers. */
    default Expr log() {
        return apply(Function.LOG);
    }

    /** {@code log(1 / (1 + exp(-x)))}: the logarithm of a gate, which does not underflow where the gate does. */
    default Expr logSigmoid() {
        return times(-1).softplus().times(-1);
    }

    /** {@code x^exponent} of positive x, as {@code exp(exponent log x)}. */
    default Expr power(double exponent) {
        return log().times(exponent).exp();
    }

    /** Square root. Its slope at zero is infinite: add a small number where zeros may come. */
    default Expr sqrt() {
        return apply(Function.SQRT);
    }

    /** Sine. */
    default Expr sin() {
        return apply(Function.SIN);
    }

    /** Cosine. */
    default Expr cos() {
        return apply(Function.COS);
    }

    /** The sum of the row, of width 1. */
    default Expr sum() {
        return sum(1);
    }

    /** The sums of {@code blocks} equally wide parts of the row, of shape {@code [blocks]}. */
    Expr sum(int blocks);

    /** The row divided by its L2 norm. A row of zeros stays zero, but has no derivative. */
    default Expr normalise() {
        return normalise(1, 0);
    }

    /**
     * Each of {@code blocks} equally wide parts x of the row divided by {@code sqrt(x . x + epsilon)}. With an epsilon
     * above zero that is smooth, and a part of zeros stays zero: see {@link BlockNorm}.
     */
    Expr normalise(int blocks, double epsilon);

    /** {@code exp(x_i) / sum_j exp(x_j)}. */
    default Expr softmax() {
        return softmax(1);
    }

    /** The softmax of each of {@code blocks} equally wide parts of the row. */
    Expr softmax(int blocks);
}
