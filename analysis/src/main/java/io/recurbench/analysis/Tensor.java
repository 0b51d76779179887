package io.recurbench.analysis;

import org.ejml.data.DMatrixRMaj;

/**
 * A tensor of order 3, row-major: {@code [d][n][m]}. Slice k is the matrix by which token k acts on the state's row.
 *
 * @param d tokens
 * @param n rows of a slice
 * @param m columns of a slice
 * @param values {@code d n m} numbers
 */
public record Tensor(int d, int n, int m, double[] values) {
    /** Checks the size. */
    public Tensor {
        if (values.length != Math.multiplyExact(Math.multiplyExact(d, n), m)) {
            throw new IllegalArgumentException(
                    "a tensor of " + d + " x " + n + " x " + m + " has not " + values.length + " entries");
        }
    }

    /** The entry at {@code [k][i][j]}. */
    public double get(int k, int i, int j) {
        return values[(k * n + i) * m + j];
    }

    /** Slice k, {@code n x m}. */
    public DMatrixRMaj slice(int k) {
        DMatrixRMaj slice = new DMatrixRMaj(n, m);
        System.arraycopy(values, k * n * m, slice.data, 0, n * m);
        return slice;
    }

    /** The unfolding along an axis: its index is the row, the two others in order the column. */
    public DMatrixRMaj unfold(int axis) {
        int[] size = {d, n, m};
        int rows = size[axis];
        DMatrixRMaj unfolded = new DMatrixRMaj(rows, values.length / rows);
        for (int k = 0; k < d; k++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < m; j++) {
                    switch (axis) {
                        case 0 -> unfolded.set(k, i * m + j, get(k, i, j));
                        case 1 -> unfolded.set(i, k * m + j, get(k, i, j));
                        default -> unfolded.set(j, k * n + i, get(k, i, j));
                    }
                }
            }
        }
        return unfolded;
    }

    /** The Frobenius norm. */
    public double norm() {
        double square = 0;
        for (double value : values) {
            square += value * value;
        }
        return Math.sqrt(square);
    }
}
