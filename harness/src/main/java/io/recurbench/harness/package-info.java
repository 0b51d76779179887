/** Plugin discovery, planning, the training loop, the journal and statistics. */
@NullMarked
package io.recurbench.harness;

import org.jspecify.annotations.NullMarked;
