package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Initialiser;
import java.util.List;

/**
 * expRNN (Lezcano-Casado and Martinez-Rubio, ICML 2019, section 4): a transition that is orthogonal, because it is the exponential
 * of a skew-symmetric matrix.
 *
 * <pre>{@code
 * h' = modrelu(W x + h exp(A))        A = (K - K^T) / 2,  modrelu(z) = sign(z) relu(|z| + b)
 * }</pre>
 *
 * <p>Instead of the matrix its product with h is computed, by 16 terms of the series of exp: {@code h + h A + h A A / 2 +
 * ...}. Every rotation is the exponential of an A with no eigenvalue above pi; up to there the product is exact to 1e-6 of
 * |h|, single precision, and up to 2 to 1e-9. At 4 the error is 5e-5, at 6 0.05: a transition that training takes that far is no
 * longer orthogonal. At first the eigenvalues lie below 2, whatever the draw. A step costs 16 times two products with K, where the
 * authors compute the matrix once an update: this is the slowest of the cells.
 *
 * <p>K is a full matrix of which only the difference to its transpose counts; the authors' code keeps a full matrix, too, and
 * reads its upper triangle. It draws A in blocks of 2 x 2, here K is drawn as any weight. modrelu is {@code relu(z + b) - relu(-z + b)},
 * which is the paper's for b at most 0, and continuous for b above, where the paper's jumps at z = 0. b is drawn from
 * U(-0.01, 0.01), as in the code.
 *
 * <p>Parameters: {@code dH + H^2 + H}, and H for a learned initial state.
 */
public final class ExpRnnCell implements Cell {
    private static final int TERMS = 16;
    private static final double BIAS = 0.01;

    @Override
    public String id() {
        return "exprnn";
    }

    @Override
    public String description() {
        return "network with an orthogonal transition";
    }

    @Override
    public List<Option> options() {
        return CellOptions.gated(CellOptions.HIDDEN);
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int n = step.hidden();
        Expr h = step.state();
        Expr b = step.weight("b", new Initialiser.Uniform(BIAS), n);
        Expr z = step.fromInput("W").plus(rotated(h, step.weight("K", n, n)));
        return scope.next(h, z.plus(b).relu().minus(b.minus(z).relu()));
    }

    /** {@code h exp((K - K^T) / 2)}. */
    private static Expr rotated(Expr h, Expr k) {
        Expr term = h;
        Expr sum = h;
        for (int j = 1; j <= TERMS; j++) {
            term = term.matmul(k).minus(term.matmulTransposed(k)).times(0.5 / j);
            sum = sum.plus(term);
        }
        return sum;
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return Step.firstOrderParameters(options, inputWidth) + Step.stateParameters(options);
    }
}
