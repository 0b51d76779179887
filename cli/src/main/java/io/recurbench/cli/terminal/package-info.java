/** The streams that a command writes to, and how it speaks there beside its result. */
@NullMarked
package io.recurbench.cli.terminal;

import org.jspecify.annotations.NullMarked;
