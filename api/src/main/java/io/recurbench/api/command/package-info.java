/** Commands as they are typed and printed: what is said to a shell, and lists of names in one argument. */
@NullMarked
package io.recurbench.api.command;

import org.jspecify.annotations.NullMarked;
