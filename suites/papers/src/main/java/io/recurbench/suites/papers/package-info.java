/** The experiments of the papers, on the tasks of the other suites. */
@NullMarked
package io.recurbench.suites.papers;

import org.jspecify.annotations.NullMarked;
