/**
 * The numerical kernels of the CPU backend: what they compute, on {@code float[]} with offsets and row strides, and the
 * implementation in plain loops. The implementation in vectors stands in {@code io.recurbench.cpu.vector}.
 */
@NullMarked
package io.recurbench.cpu.kernel;

import org.jspecify.annotations.NullMarked;
