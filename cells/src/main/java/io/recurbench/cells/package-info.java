/** The cells that ship with the harness: one class each, with the paper's equation in its javadoc. */
@NullMarked
package io.recurbench.cells;

import org.jspecify.annotations.NullMarked;
