/** Differentiates a cell's expression and schedules it into a program. */
@NullMarked
package io.recurbench.compiler;

import org.jspecify.annotations.NullMarked;
