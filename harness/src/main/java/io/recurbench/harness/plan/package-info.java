/** What a run will do: every trial with its key, checked before anything is trained. */
@NullMarked
package io.recurbench.harness.plan;

import org.jspecify.annotations.NullMarked;
