package io.recurbench.compiler;

/**
 * Gram and Schmidt's orthogonalisation, modified and done twice, which is as accurate as Householder's ("twice is
 * enough", Giraud et al., 2005) and gives the Q factor with a positive diagonal of R. Square roots are the only function
 * used, so every JVM gives the same bits.
 */
final class Orthogonalisation {
    private Orthogonalisation() {}

    /**
     * Replaces a matrix of {@code rows x columns}, row-major from {@code start} on, by its Q factor times {@code gain}:
     * orthonormal columns, or orthonormal rows if there are fewer of those.
     */
    static void apply(double[] matrix, int start, int rows, int columns, double gain) {
        boolean byColumns = rows >= columns;
        int count = byColumns ? columns : rows;
        int length = byColumns ? rows : columns;
        int across = byColumns ? 1 : columns;
        int along = byColumns ? columns : 1;
        for (int v = 0; v < count; v++) {
            int vector = start + v * across;
            for (int round = 0; round < 2; round++) {
                for (int u = 0; u < v; u++) {
                    int other = start + u * across;
                    double product = dot(matrix, vector, other, length, along);
                    for (int i = 0; i < length; i++) {
                        matrix[vector + i * along] -= product * matrix[other + i * along];
                    }
                }
                double norm = Math.sqrt(dot(matrix, vector, vector, length, along));
                for (int i = 0; i < length; i++) {
                    matrix[vector + i * along] /= norm;
                }
            }
        }
        for (int i = start; i < start + rows * columns; i++) {
            matrix[i] *= gain;
        }
    }

    private static double dot(double[] matrix, int left, int right, int length, int along) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += matrix[left + i * along] * matrix[right + i * along];
        }
        return sum;
    }
}
