package io.recurbench.cpu.kernel;

/**
 * A matrix of {@code k x n} as {@link MatrixKernels} read it.
 *
 * @param array its numbers, in a layout of the kernels' own
 */
@SuppressWarnings("ArrayRecordComponent") // written in place, never compared
public record PackedMatrix(int k, int n, float[] array) {}
