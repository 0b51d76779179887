/** Words in finite groups: the word problem, and words in two operands with pairs held out. */
@NullMarked
package io.recurbench.suites.groups;

import org.jspecify.annotations.NullMarked;
