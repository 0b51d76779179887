/** The pure Java backend, built on the Vector API. */
@NullMarked
package io.recurbench.cpu;

import org.jspecify.annotations.NullMarked;
