package io.recurbench.cpu.plan;

/**
 * Where a value stands within another one: slices, tables read under another shape, and sums that have become another
 * name of their operand cost nothing.
 *
 * @param root the value that is stored
 * @param column the first of its columns
 * @param stride numbers from one row to the next where the value is a table read in another shape; 0: as the root's
 */
public record View(int root, int column, int stride) {}
