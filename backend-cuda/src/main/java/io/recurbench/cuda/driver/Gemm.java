package io.recurbench.cuda.driver;

/**
 * C = A B as cuBLAS takes it: matrices lie column by column, so that a matrix of ours, which lies row by row, is its own
 * transpose there.
 *
 * @param height of C, and of A as it is multiplied
 * @param width of C, and of B as it is multiplied
 * @param inner columns of A and rows of B as they are multiplied
 * @param a left factor
 * @param b right factor
 * @param c result; what was there is not read
 * @param count how many such products, each {@link Matrix#step} numbers after the one before
 */
public record Gemm(int height, int width, int inner, Matrix a, Matrix b, Matrix c, int count) {
    /**
     * A matrix, or the first of several.
     *
     * @param address of its first number
     * @param leading numbers from column to column
     * @param step numbers from matrix to matrix
     * @param transposed whether its transpose is multiplied
     */
    public record Matrix(long address, int leading, long step, boolean transposed) {}

    @Override
    public String toString() {
        return count + " products of " + height + " x " + inner + " by " + inner + " x " + width
                + ", leading dimensions " + a.leading + ", " + b.leading + ", " + c.leading;
    }
}
