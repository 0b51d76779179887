/** Language modelling by characters: the Penn Treebank. */
@NullMarked
package io.recurbench.suites.ptb;

import org.jspecify.annotations.NullMarked;
