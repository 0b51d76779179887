/** A run: workers, progress, resume. */
@NullMarked
package io.recurbench.harness.run;

import org.jspecify.annotations.NullMarked;
