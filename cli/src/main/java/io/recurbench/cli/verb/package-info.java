/** The commands, one class each, and what only they need. */
@NullMarked
package io.recurbench.cli.verb;

import org.jspecify.annotations.NullMarked;
