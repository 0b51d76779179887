/** Watches over trainers that are timed: at the size that is timed, before, while and after. */
@NullMarked
package io.recurbench.testkit.audit;

import org.jspecify.annotations.NullMarked;
