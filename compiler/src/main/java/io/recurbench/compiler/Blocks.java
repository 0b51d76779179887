package io.recurbench.compiler;

/** The format of a block-diagonal matrix: {@code count} matrices of {@code rows x columns}. */
record Blocks(int count, int rows, int columns) {

    /** One matrix. */
    static Blocks one(int rows, int columns) {
        return new Blocks(1, rows, columns);
    }

    /** Numbers in all blocks. */
    int size() {
        return Math.multiplyExact(Math.multiplyExact(count, rows), columns);
    }

    /** Width of a row before the product. */
    int inputWidth(boolean transposed) {
        return count * (transposed ? columns : rows);
    }

    /** Width of a row after the product. */
    int outputWidth(boolean transposed) {
        return count * (transposed ? rows : columns);
    }

    /** Whether the product of a row and these blocks is an element-wise product. */
    boolean isElementwise(boolean transposed) {
        boolean numbers = rows == 1 && columns == 1;
        return numbers || (count == 1 && (transposed ? columns : rows) == 1);
    }
}
