package io.recurbench.cpu.kernel;

/**
 * Products with a matrix that each row finds for itself, block by block: {@code blocks} matrices of {@code r x c},
 * row-major, one after the other at {@code matrices.row(row)}. The operand decides what that is: a token's matrix (index),
 * a matrix of the row's own (stride), or one for all (stride 0). To have rows with the same matrix share its way through
 * the cache, pass operands whose indices list the rows in that order: neighbours with the same matrix are computed together.
 */
public interface BlockKernels {

    /** {@code y_k[j] (+)= sum_i x_k[i] M_k[i][j]}: x of {@code blocks * r} numbers, y of {@code blocks * c}. */
    void vectorMatrix(
            int from, int to, int blocks, int r, int c, Operand x, Operand matrices, Operand y, boolean accumulate);

    /**
     * {@code y_k[i] (+)= sum_j x_k[j] M_k[i][j]}: x of {@code blocks * c} numbers, y of {@code blocks * r}. Slower than
     * {@link #vectorMatrix} on transposed matrices: where a table is read often, {@link #transpose} it once.
     */
    void vectorMatrixTransposed(
            int from, int to, int blocks, int r, int c, Operand x, Operand matrices, Operand y, boolean accumulate);

    /** {@code M_k[i][j] (+)= a_k[i] b_k[j]} for each row. */
    void outerProduct(
            int from, int to, int blocks, int r, int c, Operand a, Operand b, Operand matrices, boolean accumulate);

    /**
     * {@code M_k[i][j] (+)= sum over rows in [from, to) of a_k[i] b_k[j]}. For one block see also {@link
     * MatrixKernels#gemmTransposedA}.
     */
    void outerProductSum(
            int from,
            int to,
            int blocks,
            int r,
            int c,
            Operand a,
            Operand b,
            float[] matrices,
            int offset,
            boolean accumulate);

    /** Transposes {@code count} matrices of {@code r x c} that stand one after the other. */
    void transpose(int count, int r, int c, float[] source, int sourceOffset, float[] target, int targetOffset);
}
