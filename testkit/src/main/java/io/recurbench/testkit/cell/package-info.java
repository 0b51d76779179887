/** Small cells that between them use every operation and function a program can hold. */
@NullMarked
package io.recurbench.testkit.cell;

import org.jspecify.annotations.NullMarked;
