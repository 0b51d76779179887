/**
 * The backend {@code cuda}: programs on NVIDIA GPUs through the driver API. Kernels are CUDA C++ compiled at run time for
 * the device at hand; runs of element-wise operations become one generated kernel each; a whole batch, time loops
 * included, is one captured graph that the host launches and waits for once.
 */
@NullMarked
package io.recurbench.cuda;

import org.jspecify.annotations.NullMarked;
