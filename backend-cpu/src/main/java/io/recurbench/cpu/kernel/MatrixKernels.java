package io.recurbench.cpu.kernel;

/** Rows times a matrix of parameters, which is packed for it once. */
public interface MatrixKernels {

    /** Room for a matrix of {@code k x n}: n is rounded up to whole vectors. */
    PackedMatrix packed(int k, int n);

    /**
     * Packs a matrix: into panels of columns, padded with zeros. The layout is the implementation's own.
     *
     * @param source the k rows of the matrix, or its n columns if it is to be read transposed
     */
    void pack(Operand source, boolean transposed, PackedMatrix target);

    /**
     * {@code C (+)= A B} for rows {@code [from, to)} of A and C, which have no index.
     *
     * @param accumulate whether the product is added to C rather than replacing it
     */
    void multiply(int from, int to, Operand a, PackedMatrix b, Operand c, boolean accumulate);
}
