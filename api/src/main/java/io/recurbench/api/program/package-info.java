/**
 * The model as plain immutable data: what the compiler hands to a backend. A {@link io.recurbench.api.program.Program}
 * holds operations in static single assignment form, forward and adjoint, placed in stages; a backend only executes it.
 */
@NullMarked
package io.recurbench.api.program;

import org.jspecify.annotations.NullMarked;
