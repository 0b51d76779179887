/** Programs on a device: their kernels, where their values are, and what is put into a stream for a batch. */
@NullMarked
package io.recurbench.cuda.run;

import org.jspecify.annotations.NullMarked;
