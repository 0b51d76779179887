package io.recurbench.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The singular values of the three unfoldings and how many of them count: the multilinear (Tucker) ranks.
 *
 * @param singularValues of each unfolding, falling
 * @param ranks of each unfolding: singular values above the tolerance times the largest of all
 */
public record MultilinearRank(List<double[]> singularValues, List<Integer> ranks) {
    /** Copies the lists. */
    public MultilinearRank {
        singularValues = List.copyOf(singularValues);
        ranks = List.copyOf(ranks);
    }

    /**
     * Computes them.
     *
     * @param tolerance relative to the largest singular value: about 1e-5 for parameters stored as float
     */
    public static MultilinearRank of(Tensor tensor, double tolerance) {
        List<double[]> values = new ArrayList<>();
        List<Integer> ranks = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            double[] own = singularValues(tensor.unfold(axis));
            values.add(own);
            ranks.add(
                    (int) Arrays.stream(own).filter(s -> s > tolerance * own[0]).count());
        }
        return new MultilinearRank(values, ranks);
    }

    private static double[] singularValues(DMatrixRMaj matrix) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(matrix.numRows, matrix.numCols, false, false, true);
        if (!svd.decompose(matrix)) {
            throw new IllegalStateException("the singular values did not converge");
        }
        double[] values = Arrays.copyOf(svd.getSingularValues(), svd.numberOfSingularValues());
        Arrays.sort(values);
        for (int i = 0; i < values.length / 2; i++) {
            double swap = values[i];
            values[i] = values[values.length - 1 - i];
            values[values.length - 1 - i] = swap;
        }
        return values;
    }
}
