/** What the driver and its libraries offer: devices, memory, streams, loaded kernels and matrix products. */
@NullMarked
package io.recurbench.cuda.driver;

import org.jspecify.annotations.NullMarked;
