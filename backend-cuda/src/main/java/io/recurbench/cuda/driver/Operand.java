package io.recurbench.cuda.driver;

/**
 * A value as an operation reads or writes it; the struct of the same name in prelude.cuh.
 *
 * @param address of the first row
 * @param stride numbers from row to row, 0 if all rows are the same
 * @param column numbers from column to column: 1, or 0 where one number stands for the row; or, in a chain that reads them so,
 *     the columns for which one number stands
 * @param byToken whether the row is that of the token
 */
public record Operand(long address, long stride, int column, boolean byToken) {
    /** Not there. */
    public static final Operand NONE = new Operand(0, 0, 0, false);

    /** Each number for so many columns. */
    public Operand ofBlocks(int columns) {
        return new Operand(address, stride, columns, byToken);
    }

    /** From column {@code offset} on. */
    public Operand from(long offset) {
        return new Operand(address + 4 * offset, stride, column, byToken);
    }
}
