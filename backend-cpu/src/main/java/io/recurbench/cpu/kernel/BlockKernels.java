package io.recurbench.cpu.kernel;

import io.recurbench.api.program.Blocks;

/**
 * Products with a matrix that each row finds for itself, block by block. The operand decides what that is: a token's matrix
 * (index), a matrix of the row's own (stride), or one for all (stride 0). To have rows with the same matrix share its way
 * through the cache, pass operands whose indices list the rows in that order: neighbours with the same matrix are computed
 * together.
 */
public interface BlockKernels {

    /**
     * {@code y_k[j] (+)= sum_i x_k[i] M_k[i][j]}, or transposed {@code y_k[i] (+)= sum_j x_k[j] M_k[i][j]}. The second is
     * slower: where a table is read often, {@link #transpose} it once.
     */
    void multiply(int from, int to, BlockProduct product);

    /** {@code M_k[i][j] = a_k[i] b_k[j]} for each row; a and b are cut into so many blocks. */
    void outerProduct(int from, int to, int blocks, Operand a, Operand b, Operand matrices);

    /**
     * {@code M_k[i][j] = sum over rows in [from, to) of a_k[i] b_k[j]}: the gradient of a weight over all rows of a batch.
     * Rows are summed in order, in blocks of a fixed size. To split the work among threads, give each some of the blocks,
     * or a range of the rows or columns of the only one: move a, b and M.
     *
     * @param matrices the matrices' rows are its rows, from 0 on: of one block after the other, {@code stride} apart
     */
    void outerProductSum(int from, int to, int blocks, Operand a, Operand b, Operand matrices);

    /** Transposes each block of rows {@code [from, to)} of a table. */
    default void transpose(int from, int to, Blocks shape, Operand source, Operand target) {
        int r = shape.rows();
        int c = shape.columns();
        for (int row = from; row < to; row++) {
            for (int block = 0; block < shape.count(); block++) {
                int in = source.row(row) + block * r * c;
                int out = target.row(row) + block * r * c;
                for (int i = 0; i < r; i++) {
                    for (int j = 0; j < c; j++) {
                        target.array[out + j * r + i] = source.array[in + i * c + j];
                    }
                }
            }
        }
    }
}
