/** What the field compares its cells on: the experiments that a survey would print, on the tasks of the other suites. */
@NullMarked
package io.recurbench.suites.field;

import org.jspecify.annotations.NullMarked;
