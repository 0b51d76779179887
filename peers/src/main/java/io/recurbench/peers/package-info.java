/** Our training step beside libtorch's: same parameters, same batch, gradients compared before any time is taken. */
@NullMarked
package io.recurbench.peers;

import org.jspecify.annotations.NullMarked;
