package io.recurbench.analysis;

import io.recurbench.api.SeededRandom;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * A CP decomposition of rank R, fitted by alternating least squares (Carroll and Chang, 1970; Kolda and Bader, 2009, Fig.
 * 3.3): each factor in turn is the least-squares solution given the two others.
 *
 * @param factors {@code d x R, n x R, m x R}
 * @param relativeError {@code |W - W_R| / |W|}
 * @param sweeps sweeps over the three factors
 */
public record CpDecomposition(List<DMatrixRMaj> factors, double relativeError, int sweeps) {
    /** Added to the normal equations, relative to their trace: keeps swamps of parallel columns solvable. */
    private static final double RIDGE = 1e-12;

    /** Copies the list. */
    public CpDecomposition {
        factors = List.copyOf(factors);
    }

    /**
     * The best of several starts.
     *
     * @param rank at least 1
     * @param starts random starts, each from a seed derived from {@code seed}
     * @param maximumSweeps ends a start
     * @param tolerance ends a start when the relative error improves by less in one sweep
     */
    public static CpDecomposition fit(
            Tensor tensor, int rank, int starts, int maximumSweeps, double tolerance, long seed) {
        if (rank < 1 || starts < 1) {
            throw new IllegalArgumentException("rank and starts must be >= 1, not " + rank + " and " + starts);
        }
        DMatrixRMaj[] unfoldings = {tensor.unfold(0), tensor.unfold(1), tensor.unfold(2)};
        double norm = tensor.norm();
        CpDecomposition best = null;
        for (int start = 0; start < starts; start++) {
            SeededRandom random = new SeededRandom(SeededRandom.derive(seed, "als " + rank + " " + start));
            CpDecomposition fitted = fit(tensor, unfoldings, norm, rank, maximumSweeps, tolerance, random);
            if (best == null || fitted.relativeError < best.relativeError) {
                best = fitted;
            }
        }
        return java.util.Objects.requireNonNull(best);
    }

    private static CpDecomposition fit(
            Tensor tensor,
            DMatrixRMaj[] unfoldings,
            double norm,
            int rank,
            int maximumSweeps,
            double tolerance,
            SeededRandom random) {
        DMatrixRMaj[] factors = {
            draw(tensor.d(), rank, random), draw(tensor.n(), rank, random), draw(tensor.m(), rank, random)
        };
        double error = Double.POSITIVE_INFINITY;
        int sweep = 0;
        while (sweep < maximumSweeps) {
            sweep++;
            for (int axis = 0; axis < 3; axis++) {
                solve(unfoldings[axis], factors, axis);
            }
            double next = error(unfoldings[0], factors, norm);
            boolean converged = error - next < tolerance;
            error = next;
            if (converged) {
                break;
            }
        }
        return new CpDecomposition(List.of(factors), error, sweep);
    }

    private static void solve(DMatrixRMaj unfolding, DMatrixRMaj[] factors, int axis) {
        DMatrixRMaj product = khatriRao(other(factors, axis, 0), other(factors, axis, 1));
        int rank = product.numCols;
        DMatrixRMaj gram = new DMatrixRMaj(rank, rank);
        CommonOps_DDRM.multInner(product, gram);
        double ridge = RIDGE * Math.max(CommonOps_DDRM.trace(gram), Double.MIN_NORMAL);
        for (int r = 0; r < rank; r++) {
            gram.add(r, r, ridge);
        }
        DMatrixRMaj right = new DMatrixRMaj(rank, unfolding.numRows);
        CommonOps_DDRM.multTransAB(product, unfolding, right);
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.leastSquares(rank, rank);
        if (!solver.setA(gram.copy())) {
            throw new IllegalStateException("the normal equations of rank " + rank + " could not be solved");
        }
        DMatrixRMaj solution = new DMatrixRMaj(rank, unfolding.numRows);
        solver.solve(right, solution);
        CommonOps_DDRM.transpose(solution, factors[axis]);
    }

    private static DMatrixRMaj other(DMatrixRMaj[] factors, int axis, int which) {
        int first = axis == 0 ? 1 : 0;
        int second = axis == 2 ? 1 : 2;
        return factors[which == 0 ? first : second];
    }

    /** Column by column the Kronecker product: row {@code i * b.rows + j} is {@code a_i * b_j}. */
    private static DMatrixRMaj khatriRao(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj product = new DMatrixRMaj(a.numRows * b.numRows, a.numCols);
        for (int i = 0; i < a.numRows; i++) {
            for (int j = 0; j < b.numRows; j++) {
                for (int r = 0; r < a.numCols; r++) {
                    product.unsafe_set(i * b.numRows + j, r, a.unsafe_get(i, r) * b.unsafe_get(j, r));
                }
            }
        }
        return product;
    }

    private static double error(DMatrixRMaj unfolding, DMatrixRMaj[] factors, double norm) {
        DMatrixRMaj rebuilt = new DMatrixRMaj(unfolding.numRows, unfolding.numCols);
        CommonOps_DDRM.multTransB(factors[0], khatriRao(factors[1], factors[2]), rebuilt);
        CommonOps_DDRM.subtractEquals(rebuilt, unfolding);
        return norm == 0 ? 0 : NormOps_DDRM.normF(rebuilt) / norm;
    }

    private static DMatrixRMaj draw(int rows, int columns, SeededRandom random) {
        DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
        for (int i = 0; i < matrix.data.length; i++) {
            matrix.data[i] = random.nextGaussian();
        }
        return matrix;
    }
}
