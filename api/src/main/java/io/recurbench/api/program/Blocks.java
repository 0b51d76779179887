package io.recurbench.api.program;

import io.recurbench.api.stability.Stability;

/**
 * The format of a block-diagonal matrix, whose blocks stand one after the other, each row-major.
 *
 * @param count the number of blocks
 * @param rows rows of each
 * @param columns columns of each
 */
@Stability.Experimental
public record Blocks(int count, int rows, int columns) {
    /** Checks the bounds. */
    public Blocks {
        if (count < 1 || rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "a matrix has blocks, rows and columns, not " + count + " of " + rows + "x" + columns);
        }
        Math.multiplyExact(Math.multiplyExact(count, rows), columns);
    }

    /** One matrix. */
    public static Blocks one(int rows, int columns) {
        return new Blocks(1, rows, columns);
    }

    /** Numbers in all blocks. */
    public int size() {
        return count * rows * columns;
    }

    /** Width of a row before the product with these blocks, or with their transposes. */
    public int inputWidth(boolean transposed) {
        return count * (transposed ? columns : rows);
    }

    /** Width of a row after the product. */
    public int outputWidth(boolean transposed) {
        return inputWidth(!transposed);
    }

    /** Whether the product of a row and these blocks is an element-wise product. */
    public boolean isElementwise(boolean transposed) {
        boolean numbers = rows == 1 && columns == 1;
        return numbers || (count == 1 && inputWidth(transposed) == 1);
    }

    /** {@code "4x3"}, {@code "2 of 4x3"}. */
    @Override
    public String toString() {
        return (count == 1 ? "" : count + " of ") + rows + "x" + columns;
    }
}
