/**
 * Cells: a step of a recurrence written as an expression ({@link io.recurbench.api.cell.Cell}, {@link
 * io.recurbench.api.cell.Expr}), and the model that is built of it.
 */
@NullMarked
package io.recurbench.api.cell;

import org.jspecify.annotations.NullMarked;
