/** A run: journal, lock, workers, resume. */
@NullMarked
package io.recurbench.harness.run;

import org.jspecify.annotations.NullMarked;
