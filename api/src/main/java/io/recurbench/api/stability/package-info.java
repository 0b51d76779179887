/** How far a plugin may rely on each public type. */
@NullMarked
package io.recurbench.api.stability;

import org.jspecify.annotations.NullMarked;
