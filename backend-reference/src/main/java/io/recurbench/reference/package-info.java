/**
 * The reference backend: an interpreter of programs in double precision, written to be read. Its {@link
 * io.recurbench.reference.Semantics} is the definition of what each operation computes; every other backend is
 * compared with it.
 */
@NullMarked
package io.recurbench.reference;

import org.jspecify.annotations.NullMarked;
