/** Two builds side by side on this machine, in turns. */
@NullMarked
package io.recurbench.cli.ab;

import org.jspecify.annotations.NullMarked;
