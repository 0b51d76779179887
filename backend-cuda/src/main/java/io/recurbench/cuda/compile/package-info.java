/** CUDA C++: which element-wise operations are one kernel, its source, and what compiles it. */
@NullMarked
package io.recurbench.cuda.compile;

import org.jspecify.annotations.NullMarked;
