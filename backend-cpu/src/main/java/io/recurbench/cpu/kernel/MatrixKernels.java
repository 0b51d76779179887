package io.recurbench.cpu.kernel;

/** Products of matrices, row-major with leading dimensions. */
public interface MatrixKernels {

    /** Floats that {@link #pack} writes for a matrix of {@code k x n}: n is rounded up to whole vectors. */
    int packedSize(int k, int n);

    /**
     * Packs a matrix for {@link #gemm}: into panels of columns, padded with zeros. The layout is the implementation's own.
     *
     * @param source the matrix: {@code [k][ld]}, or {@code [n][ld]} if it is to be read transposed
     * @param transposed whether entry (i, j) stands at {@code offset + j * ld + i} rather than {@code offset + i * ld + j}
     */
    void pack(float[] source, int offset, int ld, int k, int n, boolean transposed, float[] packed, int packedOffset);

    /**
     * {@code C [m x n] (+)= A [m x k] B [k x n]} with B packed.
     *
     * @param accumulate whether the product is added to C rather than replacing it
     */
    void gemm(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int lda,
            float[] packed,
            int packedOffset,
            float[] c,
            int cOffset,
            int ldc,
            boolean accumulate);

    /**
     * {@code C[i][j] (+)= sum over r in [from, to) of a_r[i] b_r[j]}, {@code C} of {@code m x n}: the gradient of a weight
     * over all rows of a batch. Rows are summed in order, in blocks of a fixed size. To split the work among threads,
     * give each a range of rows or columns of C: move a, b and {@code cOffset}.
     */
    void gemmTransposedA(
            int m, int n, int from, int to, Operand a, Operand b, float[] c, int cOffset, int ldc, boolean accumulate);
}
