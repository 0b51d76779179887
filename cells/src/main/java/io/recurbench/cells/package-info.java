/** The recurrent cells that ship with Recurbench, one class each. */
@NullMarked
package io.recurbench.cells;

import org.jspecify.annotations.NullMarked;
