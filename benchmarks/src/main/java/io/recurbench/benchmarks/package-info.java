/** JMH benchmarks of kernels and training steps. */
@NullMarked
package io.recurbench.benchmarks;

import org.jspecify.annotations.NullMarked;
