/** Runs trials in child processes, which may die without taking the run with them. */
@NullMarked
package io.recurbench.harness.isolation;

import org.jspecify.annotations.NullMarked;
