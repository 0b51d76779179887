/** The parity suite: is the number of ones in a bit string odd? */
@NullMarked
package io.recurbench.suites.parity;

import org.jspecify.annotations.NullMarked;
